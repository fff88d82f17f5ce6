package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as the target database has it now.
 *
 * @param type name in {@code pg_type}
 * @param generated whether its values are computed
 * @param identity {@code ALWAYS} or {@code BY DEFAULT}; null where it is no identity
 * @param sequence that belongs to it, of an identity or a serial column; null where there is none
 * @param sequenceOptions as CREATE SEQUENCE has them; null where there is none
 * @param target of statistics; null for the default
 * @param options as SET has them; null where there are none
 */
record LiveColumn(
        String name,
        String type,
        boolean notNull,
        boolean generated,
        @Nullable String identity,
        @Nullable QualifiedName sequence,
        @Nullable String sequenceOptions,
        @Nullable Integer target,
        @Nullable String options) {

    private static final String SQL = """
            SELECT a.attname, t.typname, a.attnotnull, a.attgenerated <> '' AS generated,
                   CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END AS identity,
                   sn.nspname AS sequence_schema, sc.relname AS sequence_name,
                   format('AS %s START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s %s',
                          format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
                          CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END) AS sequence_options,
                   nullif(a.attstattarget, -1)::int AS target, array_to_string(a.attoptions, ', ') AS options
              FROM pg_attribute a
              JOIN pg_type t ON t.oid = a.atttypid
              LEFT JOIN (pg_depend d JOIN pg_class sc ON sc.oid = d.objid AND sc.relkind = 'S'
                         JOIN pg_namespace sn ON sn.oid = sc.relnamespace JOIN pg_sequence s ON s.seqrelid = sc.oid)
                     ON d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                    AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype IN ('a', 'i')
             WHERE a.attrelid = CAST(? AS oid) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum""";

    static List<LiveColumn> of(Session session, long tableOid) throws SQLException {
        return session.query(SQL, LiveColumn::read, tableOid);
    }

    private static LiveColumn read(ResultSet row) throws SQLException {
        var sequence = row.getString("sequence_name");
        return new LiveColumn(
                row.getString("attname"),
                row.getString("typname"),
                row.getBoolean("attnotnull"),
                row.getBoolean("generated"),
                row.getString("identity"),
                sequence == null ? null : new QualifiedName(row.getString("sequence_schema"), sequence),
                sequence == null ? null : row.getString("sequence_options"),
                row.getObject("target", Integer.class),
                row.getString("options"));
    }

    /** ALTER TABLE … ALTER COLUMN for this column of whatever table. */
    String alter(QualifiedName table, String what) {
        return "ALTER TABLE ONLY " + table.quoted() + " ALTER COLUMN " + Name.quoted(name) + " " + what;
    }

    /** Makes it an identity column with a sequence of the given name, counting as this one does. */
    String addIdentity(QualifiedName table, QualifiedName sequenceName) {
        return "ALTER TABLE " + table.quoted() + " ALTER COLUMN " + Name.quoted(name) + " "
                + "ADD GENERATED " + identity + " AS IDENTITY (SEQUENCE NAME " + sequenceName.quoted() + " "
                + String.valueOf(sequenceOptions).replaceFirst("^AS .*? START ", "START ") + ")";
    }
}
