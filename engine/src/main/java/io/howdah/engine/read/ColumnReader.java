package io.howdah.engine.read;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Relation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code pg_attribute} of tables and views. */
final class ColumnReader {

    private static final String SQL = """
            SELECT a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod) AS type,
                   tn.nspname AS type_schema, t.typname, t.typtype, a.attlen, a.attalign, a.attstorage, a.attnotnull,
                   pg_get_expr(d.adbin, d.adrelid) AS default_expression, a.attidentity, a.attgenerated,
                   CASE WHEN a.attcollation <> t.typcollation
                        THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END AS collation,
                   nullif(a.attstattarget, -1) AS target, com.description AS comment
              FROM pg_attribute a
              JOIN pg_class c ON c.oid = a.attrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_type t ON t.oid = a.atttypid
              JOIN pg_namespace tn ON tn.oid = t.typnamespace
              LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
              LEFT JOIN pg_collation co ON co.oid = a.attcollation
              LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
              LEFT JOIN pg_description com ON com.objoid = a.attrelid AND com.classoid = 'pg_class'::regclass
                                          AND com.objsubid = a.attnum
             WHERE a.attnum > 0 AND NOT a.attisdropped AND %s
             ORDER BY a.attrelid, a.attnum
            """.formatted(Visible.RELATION);

    private ColumnReader() {}

    /** The columns by the relation's oid. */
    static Map<Long, List<Column>> read(Query query, Map<Long, Relation> relations, StatisticsReader statistics)
            throws SQLException {
        var columns = new HashMap<Long, List<Column>>();
        query.each(SQL, row -> {
            var relation = relations.get(row.number("attrelid"));
            if (relation != null) {
                columns.computeIfAbsent(relation.oid(), oid -> new ArrayList<>())
                        .add(column(row, relation, statistics));
            }
        });
        return columns;
    }

    private static Column column(Row row, Relation relation, StatisticsReader statistics) throws SQLException {
        var name = row.text("attname");
        return new Column(
                row.integer("attnum"),
                name,
                row.text("type"),
                row.text("type_schema") + "." + row.text("typname"),
                row.text("typtype"),
                row.integer("attlen"),
                row.text("attalign"),
                row.text("attstorage"),
                row.flag("attnotnull"),
                row.textOrNull("default_expression"),
                letter(row.text("attidentity")),
                letter(row.text("attgenerated")),
                row.textOrNull("collation"),
                row.integerOrNull("target"),
                statistics.of(relation.name(), name),
                row.textOrNull("comment"));
    }

    /** A {@code "char"} column of the catalogs: none is the empty text. */
    private static @Nullable String letter(String value) {
        return value.isEmpty() ? null : value;
    }
}
