package io.howdah.engine.read;

import io.howdah.engine.catalog.GinCounters;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the counters of GIN indexes from their meta pages with {@code gin_metapage_info} (extension pageinspect, superusers
 * only), or by the function {@code howdah.gin_counters()} of {@link Grants}. The planner prices a GIN index by them
 * (selfuncs.c, {@code gincostestimate}).
 */
final class GinCountersReader {

    /** What both ways have in common; {@code %1$s} is the schema of the extension, {@code %2$s} a further condition. */
    static final String COUNTERS = """
            SELECT c.oid, m.n_pending_pages::bigint AS pending_pages, m.n_total_pages::bigint AS total_pages,
                   m.n_entry_pages::bigint AS entry_pages, m.n_data_pages::bigint AS data_pages,
                   m.n_entries::bigint AS entries
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_am am ON am.oid = c.relam AND am.amname = 'gin'
              CROSS JOIN LATERAL %1$s.gin_metapage_info(
                %1$s.get_raw_page(pg_catalog.format('%%I.%%I', n.nspname, c.relname), 0)) m
             WHERE c.relkind = 'i' AND c.relpersistence = 'p' AND %2$s""";

    private GinCountersReader() {}

    /** Counters by the index's oid; empty where the role may not read them, or where a read failed. */
    static Map<Long, GinCounters> read(Query query, Role role) throws SQLException {
        if (role.ginFunction()) {
            return read(query, "SELECT * FROM howdah.gin_counters()");
        }
        if (role.superuser() && !role.pageinspect().isEmpty()) {
            return read(query, COUNTERS.formatted(role.pageinspect(), Visible.SCHEMA + " AND c.oid <> ALL (:locked)"));
        }
        return Map.of();
    }

    private static Map<Long, GinCounters> read(Query query, String sql) throws SQLException {
        var counters = new HashMap<Long, GinCounters>();
        var before = query.connection().setSavepoint();
        try {
            query.each(
                    sql,
                    row -> counters.put(
                            row.number("oid"),
                            new GinCounters(
                                    row.number("pending_pages"),
                                    row.number("total_pages"),
                                    row.number("entry_pages"),
                                    row.number("data_pages"),
                                    row.number("entries"))));
        } catch (SQLException e) {
            query.connection().rollback(before);
            return Map.of();
        }
        return counters;
    }
}
