package io.howdah.engine.read;

import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Relation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code pg_constraint} of tables. */
final class ConstraintReader {

    private static final String SQL = """
            SELECT k.conrelid, k.conname, k.contype, k.convalidated, pg_get_constraintdef(k.oid) AS definition,
                   ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u (number, position)
                           JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
                          ORDER BY u.position) AS columns,
                   CASE WHEN k.contype = 'f' THEN
                   ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u (number, position)
                           JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number
                          ORDER BY u.position) END AS referenced_columns,
                   rn.nspname AS referenced_schema, r.relname AS referenced_name,
                   xn.nspname AS index_schema, x.relname AS index_name
              FROM pg_constraint k
              JOIN pg_class c ON c.oid = k.conrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_class r ON r.oid = k.confrelid
              LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
              LEFT JOIN pg_class x ON x.oid = k.conindid AND k.contype IN ('p', 'u', 'x')
              LEFT JOIN pg_namespace xn ON xn.oid = x.relnamespace
             WHERE k.contype IN ('p', 'u', 'f', 'c', 'x', 'n') AND %s
             ORDER BY k.conrelid, k.conname
            """.formatted(Visible.RELATION);

    private ConstraintReader() {}

    /** The constraints by their table's oid. */
    static Map<Long, List<Constraint>> read(Query query, Map<Long, Relation> relations) throws SQLException {
        var constraints = new HashMap<Long, List<Constraint>>();
        query.each(SQL, row -> {
            long table = row.number("conrelid");
            if (relations.containsKey(table)) {
                constraints.computeIfAbsent(table, oid -> new ArrayList<>()).add(constraint(row));
            }
        });
        return constraints;
    }

    private static Constraint constraint(Row row) throws SQLException {
        return new Constraint(
                row.text("conname"),
                kind(row.text("contype")),
                row.names("columns"),
                row.nameOrNull("referenced_schema", "referenced_name"),
                row.names("referenced_columns"),
                row.flag("convalidated"),
                row.text("definition"),
                row.nameOrNull("index_schema", "index_name"));
    }

    private static Constraint.Kind kind(String contype) {
        return switch (contype) {
            case "p" -> Constraint.Kind.PRIMARY_KEY;
            case "u" -> Constraint.Kind.UNIQUE;
            case "f" -> Constraint.Kind.FOREIGN_KEY;
            case "x" -> Constraint.Kind.EXCLUSION;
            case "n" -> Constraint.Kind.NOT_NULL;
            default -> Constraint.Kind.CHECK;
        };
    }
}
