package io.howdah.engine.read;

import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Sequence;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code pg_sequence} with the columns that sequences feed, owned by them or named in their default. */
final class SequenceReader {

    private static final String SQL = """
            SELECT n.nspname, c.relname, format_type(s.seqtypid, NULL) AS type, s.seqmin, s.seqmax, s.seqincrement, s.seqcycle,
                   CASE WHEN has_sequence_privilege(c.oid, 'SELECT,USAGE') AND c.relpersistence = 'p'
                        THEN pg_sequence_last_value(c.oid::regclass) END AS last_value,
                   has_sequence_privilege(c.oid, 'SELECT,USAGE') AS visible,
                   o.nspname AS owner_schema, o.relname AS owner_table, o.attname, o.type AS owner_type
              FROM pg_sequence s
              JOIN pg_class c ON c.oid = s.seqrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN LATERAL (
                SELECT tn.nspname, t.relname, a.attname, format_type(a.atttypid, NULL) AS type
                  FROM pg_depend d
                  JOIN pg_class t ON t.oid = d.refobjid
                  JOIN pg_namespace tn ON tn.oid = t.relnamespace
                  JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                 WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
                   AND d.deptype IN ('a', 'i')
                UNION ALL
                SELECT tn.nspname, t.relname, a.attname, format_type(a.atttypid, NULL)
                  FROM pg_depend d
                  JOIN pg_attrdef ad ON ad.oid = d.objid
                  JOIN pg_class t ON t.oid = ad.adrelid
                  JOIN pg_namespace tn ON tn.oid = t.relnamespace
                  JOIN pg_attribute a ON a.attrelid = ad.adrelid AND a.attnum = ad.adnum
                 WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_attrdef'::regclass
                 LIMIT 1) o ON true
             WHERE c.oid <> ALL (:locked) AND %s
             ORDER BY n.nspname, c.relname
            """.formatted(Visible.SCHEMA);

    private SequenceReader() {}

    static List<Sequence> read(Query query, Role role, Unseen unseen) throws SQLException {
        var values = new HashMap<QualifiedName, @Nullable Long>();
        if (role.sequencesFunction()) {
            query.each(
                    "SELECT * FROM howdah.sequence_values()",
                    row -> values.put(row.name("schemaname", "sequencename"), row.numberOrNull("last_value")));
        }
        return query.list(SQL, row -> {
            var name = row.name("nspname", "relname");
            if (row.flag("visible")) {
                return sequence(row, name, row.numberOrNull("last_value"));
            }
            if (!role.sequencesFunction()) {
                unseen.sequence(name);
            }
            return sequence(row, name, values.get(name));
        });
    }

    private static Sequence sequence(Row row, QualifiedName name, @Nullable Long lastValue) throws SQLException {
        return new Sequence(
                name,
                row.text("type"),
                row.number("seqmin"),
                row.number("seqmax"),
                row.number("seqincrement"),
                row.flag("seqcycle"),
                lastValue,
                row.nameOrNull("owner_schema", "owner_table"),
                row.textOrNull("attname"),
                row.textOrNull("owner_type"));
    }
}
