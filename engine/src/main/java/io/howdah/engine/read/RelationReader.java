package io.howdah.engine.read;

import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RelationNature;
import io.howdah.engine.catalog.RelationUse;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads {@code pg_class} and the counters of its tables. */
final class RelationReader {

    private static final String SQL = """
            SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence, pg_get_userbyid(c.relowner) AS owner,
                   c.relpages, c.reltuples, c.relallvisible,
                   CASE WHEN c.relkind IN ('r', 'm') THEN pg_relation_size(c.oid) END AS heap_bytes,
                   CASE WHEN c.reltoastrelid = 0 THEN NULL
                        WHEN pg_relation_size(c.reltoastrelid) = 0 AND 1 >= ALL (
                          SELECT tc.relpages FROM pg_index ti JOIN pg_class tc ON tc.oid = ti.indexrelid
                           WHERE ti.indrelid = c.reltoastrelid) THEN 0
                        ELSE pg_total_relation_size(c.reltoastrelid) END AS toast_bytes,
                   (has_table_privilege(c.oid, 'SELECT') OR NOT EXISTS (
                     SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                        AND NOT has_column_privilege(c.oid, a.attnum, 'SELECT'))) AS readable,
                   c.relrowsecurity AND row_security_active(c.oid) AS row_security_active,
                   c.reloptions, c.relrowsecurity, c.relforcerowsecurity,
                   CASE WHEN c.relfrozenxid <> '0' THEN age(c.relfrozenxid) END AS xid_age,
                   CASE WHEN c.relminmxid <> '0' THEN mxid_age(c.relminmxid) END AS multixact_age,
                   pn.nspname AS parent_schema, p.relname AS parent_name,
                   CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
                   CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS partition_bound,
                   CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS view_definition,
                   e.extname, am.amname, otn.nspname AS type_schema, ot.typname AS type_name,
                   more.schemas AS parent_schemas, more.names AS parent_names,
                   pg_stat_get_numscans(c.oid) AS seq_scan, pg_stat_get_tuples_returned(c.oid) AS seq_tup_read,
                   pg_stat_get_tuples_inserted(c.oid) AS inserted, pg_stat_get_tuples_updated(c.oid) AS updated,
                   pg_stat_get_tuples_hot_updated(c.oid) AS hot_updated, pg_stat_get_tuples_deleted(c.oid) AS deleted,
                   pg_stat_get_live_tuples(c.oid) AS live, pg_stat_get_dead_tuples(c.oid) AS dead,
                   pg_stat_get_mod_since_analyze(c.oid) AS modified,
                   pg_stat_get_tuples_fetched(c.oid) AS fetched,
                   pg_stat_get_last_vacuum_time(c.oid) AS last_vacuum,
                   pg_stat_get_last_autovacuum_time(c.oid) AS last_autovacuum,
                   pg_stat_get_last_analyze_time(c.oid) AS last_analyze,
                   pg_stat_get_last_autoanalyze_time(c.oid) AS last_autoanalyze
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND i.inhseqno = 1
              LEFT JOIN pg_class p ON p.oid = i.inhparent
              LEFT JOIN pg_namespace pn ON pn.oid = p.relnamespace
              LEFT JOIN pg_am am ON am.oid = c.relam
              LEFT JOIN pg_type ot ON ot.oid = c.reloftype
              LEFT JOIN pg_namespace otn ON otn.oid = ot.typnamespace
              LEFT JOIN LATERAL (
                SELECT array_agg(qn.nspname::text ORDER BY h.inhseqno) AS schemas,
                       array_agg(q.relname::text ORDER BY h.inhseqno) AS names
                  FROM pg_inherits h
                  JOIN pg_class q ON q.oid = h.inhparent
                  JOIN pg_namespace qn ON qn.oid = q.relnamespace
                 WHERE h.inhrelid = c.oid) more ON true
              LEFT JOIN pg_depend d
                ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0 AND d.deptype = 'e'
               AND d.refclassid = 'pg_extension'::regclass
              LEFT JOIN pg_extension e ON e.oid = d.refobjid
             WHERE %s
             ORDER BY n.nspname, c.relname
            """.formatted(Visible.RELATION);

    private RelationReader() {}

    /** The relations by oid, in the order of their names, still without columns, indexes and constraints. */
    static Map<Long, Relation> read(Query query, boolean statisticsByFunction, Unseen unseen) throws SQLException {
        var relations = new LinkedHashMap<Long, Relation>();
        query.each(SQL, row -> {
            boolean visible = statisticsByFunction || statisticsVisible(row, unseen);
            relations.put(row.number("oid"), relation(row, visible));
        });
        return relations;
    }

    /**
     * Whether {@code pg_stats} shows the statistics that exist, by the conditions of that view (system_views.sql); a table
     * that was never analysed has none to show.
     */
    private static boolean statisticsVisible(Row row, Unseen unseen) throws SQLException {
        var kind = kind(row.text("relkind"));
        boolean analysed = row.real("reltuples") >= 0
                || row.instantOrNull("last_analyze") != null
                || row.instantOrNull("last_autoanalyze") != null;
        if (kind == Relation.Kind.VIEW || !analysed) {
            return true;
        }
        if (!row.flag("readable")) {
            unseen.statisticsWithoutSelect(row.name("nspname", "relname"));
            return false;
        }
        if (row.flag("row_security_active")) {
            unseen.statisticsUnderRowSecurity(row.name("nspname", "relname"));
            return false;
        }
        return true;
    }

    private static Relation relation(Row row, boolean statisticsVisible) throws SQLException {
        var kind = kind(row.text("relkind"));
        var persistence = row.text("relpersistence");
        return new Relation(
                row.number("oid"),
                row.name("nspname", "relname"),
                kind,
                "t".equals(persistence),
                "u".equals(persistence),
                row.text("owner"),
                row.number("relpages"),
                row.real("reltuples"),
                row.number("relallvisible"),
                row.number("heap_bytes"),
                row.number("toast_bytes"),
                List.of(),
                List.of(),
                List.of(),
                Options.of(row.names("reloptions")),
                use(kind, row),
                parent(row),
                row.textOrNull("partition_key"),
                row.textOrNull("partition_bound"),
                row.textOrNull("extname"),
                row.textOrNull("view_definition"),
                row.flag("relrowsecurity"),
                row.flag("relforcerowsecurity"),
                statisticsVisible,
                nature(row));
    }

    private static RelationNature nature(Row row) throws SQLException {
        var schemas = row.names("parent_schemas");
        var names = row.names("parent_names");
        var parents = IntStream.range(0, names.size())
                .mapToObj(i -> new QualifiedName(schemas.get(i), names.get(i)))
                .toList();
        return new RelationNature(row.textOrNull("amname"), row.nameOrNull("type_schema", "type_name"), parents);
    }

    private static @Nullable QualifiedName parent(Row row) throws SQLException {
        return row.nameOrNull("parent_schema", "parent_name");
    }

    private static Relation.Kind kind(String relkind) {
        return switch (relkind) {
            case "p" -> Relation.Kind.PARTITIONED_TABLE;
            case "m" -> Relation.Kind.MATERIALIZED_VIEW;
            case "v" -> Relation.Kind.VIEW;
            case "f" -> Relation.Kind.FOREIGN_TABLE;
            default -> Relation.Kind.TABLE;
        };
    }

    /** Index scans are those of its indexes together, which are read apart. */
    private static @Nullable RelationUse use(Relation.Kind kind, Row row) throws SQLException {
        if (kind != Relation.Kind.TABLE && kind != Relation.Kind.MATERIALIZED_VIEW) {
            return null;
        }
        return new RelationUse(
                row.number("seq_scan"),
                row.number("seq_tup_read"),
                0,
                row.number("fetched"),
                row.number("inserted"),
                row.number("updated"),
                row.number("hot_updated"),
                row.number("deleted"),
                row.number("live"),
                row.number("dead"),
                row.number("modified"),
                row.instantOrNull("last_vacuum"),
                row.instantOrNull("last_autovacuum"),
                row.instantOrNull("last_analyze"),
                row.instantOrNull("last_autoanalyze"),
                row.number("xid_age"),
                row.number("multixact_age"));
    }
}
