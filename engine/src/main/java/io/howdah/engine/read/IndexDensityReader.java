package io.howdah.engine.read;

import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDensity;
import io.howdah.engine.postgres.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts how full indexes are with {@code pgstatindex} of the extension pgstattuple, which superusers and members of
 * {@code pg_stat_scan_tables} may call.
 *
 * <p>It reads each index from beginning to end, so only a few are asked about, none that is very large, and each for a limited
 * time. What could not be counted is left out.
 */
public final class IndexDensityReader {

    /** Indexes that are read at most. */
    public static final int MOST = 5;

    /** No index beyond this size is read, in bytes: 4 GB take half a minute from a slow disk. */
    static final long LARGEST = 4L << 30;

    private static final String SECONDS = "30s";

    private static final String FUNCTION = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(p.proname) AS name
              FROM pg_extension e
              JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
                              AND d.classid = 'pg_proc'::regclass
              JOIN pg_proc p ON p.oid = d.objid
              JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE e.extname = 'pgstattuple' AND p.proname = 'pgstatindex' AND p.proargtypes[0] = 'regclass'::regtype
               AND has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE')
            """;

    private IndexDensityReader() {}

    /** By the index's oid; empty where the role may not count. The first of the suspects are taken. */
    public static Map<Long, IndexDensity> read(Sessions sessions, List<Index> suspects) {
        var wanted = suspects.stream()
                .filter(i -> i.definition().method().equals("btree") && i.sizeBytes() <= LARGEST)
                .limit(MOST)
                .toList();
        if (wanted.isEmpty()) {
            return Map.of();
        }
        try (var connection = sessions.readOnly()) {
            connection.setAutoCommit(false);
            return read(connection, wanted);
        } catch (SQLException e) {
            return Map.of();
        }
    }

    private static Map<Long, IndexDensity> read(Connection connection, List<Index> wanted) throws SQLException {
        var query = new Query(connection, 0, List.of());
        var functions = query.list(FUNCTION, row -> row.text("name"));
        var densities = new HashMap<Long, IndexDensity>();
        for (Index index : functions.isEmpty() ? List.<Index>of() : wanted) {
            count(connection, query, functions.getFirst(), index, densities);
        }
        connection.rollback();
        return densities;
    }

    private static void count(
            Connection connection, Query query, String function, Index index, Map<Long, IndexDensity> into)
            throws SQLException {
        var before = connection.setSavepoint();
        try (var limit = connection.createStatement()) {
            limit.execute("SET /* howdah */ LOCAL statement_timeout = '" + SECONDS + "'");
            query.each(
                    "SELECT index_size, leaf_pages, empty_pages + deleted_pages AS unused, avg_leaf_density FROM "
                            + function + "(" + index.oid() + "::oid::regclass)",
                    row -> into.put(
                            index.oid(),
                            new IndexDensity(
                                    row.number("index_size"),
                                    row.number("leaf_pages"),
                                    row.number("unused"),
                                    row.real("avg_leaf_density"))));
        } catch (SQLException e) {
            connection.rollback(before);
        }
    }
}
