package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.LiveTable;
import java.sql.SQLException;
import java.util.List;

/** What in the database needs a column, so that it would break or vanish with it; indexes on nothing else are not counted. */
final class ColumnUses {

    /** The table and its partitions, in each of which the column has a number of its own. */
    private static final String SQL = """
            WITH here AS (
              SELECT a.attrelid, a.attnum FROM pg_catalog.pg_attribute a
               WHERE a.attname = ? AND (a.attrelid = CAST(? AS oid) OR a.attrelid IN
                       (SELECT t.relid FROM pg_catalog.pg_partition_tree(CAST(CAST(? AS oid) AS regclass)) t)))
            SELECT NULL::name AS conname, 'the way in which ' || p.partrelid::regclass::text || ' is partitioned' AS what
              FROM here JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = here.attrelid
             WHERE here.attnum = ANY (p.partattrs::int2[])
            UNION
            SELECT k.conname, CASE
                     WHEN d.classid = 'pg_rewrite'::regclass THEN 'view ' || v.ev_class::regclass::text
                     WHEN d.classid = 'pg_class'::regclass AND d.objid = d.refobjid THEN 'the way in which the table is partitioned'
                     ELSE pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) END AS what
              FROM pg_catalog.pg_depend d JOIN here ON d.refobjid = here.attrelid AND d.refobjsubid = here.attnum
              LEFT JOIN pg_catalog.pg_rewrite v ON d.classid = 'pg_rewrite'::regclass AND v.oid = d.objid
              LEFT JOIN pg_catalog.pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
              LEFT JOIN pg_catalog.pg_attrdef f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
              LEFT JOIN pg_catalog.pg_index i ON d.classid = 'pg_class'::regclass AND i.indexrelid = d.objid
              LEFT JOIN pg_catalog.pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
             WHERE d.refclassid = 'pg_class'::regclass
               AND coalesce(k.contype <> 'n', true)
               AND NOT coalesce(f.adrelid = d.refobjid AND f.adnum = d.refobjsubid, false)
               AND coalesce(c.relkind <> 'S', true)
               AND NOT coalesce(i.indnatts = 1 AND i.indpred IS NULL AND i.indexprs IS NULL, false)
             ORDER BY what""";

    private record Use(String constraint, String what) {}

    private final Planning planning;

    ColumnUses(Planning planning) {
        this.planning = planning;
    }

    List<String> of(LiveTable table, LiveColumn column) throws SQLException {
        return planning
                .session()
                .query(
                        SQL,
                        row -> new Use(
                                row.getString("conname") == null ? "" : row.getString("conname"),
                                row.getString("what")),
                        column.name(),
                        table.oid(),
                        table.oid())
                .stream()
                .filter(use -> !planning.isDropped(table, use.constraint()))
                .map(Use::what)
                .toList();
    }
}
