package io.howdah.engine.read;

import io.howdah.engine.catalog.Statement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code pg_stat_statements} for the current database, in whatever schema it is installed.
 *
 * @param schema quoted
 * @param version of the extension
 */
record StatementsView(String schema, String version) {

    private static final String FIND = """
            SELECT quote_ident(n.nspname) AS schema, e.extversion
              FROM pg_extension e
              JOIN pg_namespace n ON n.oid = e.extnamespace
             WHERE e.extname = 'pg_stat_statements'
            """;

    /** Entries of several users are one statement; their deviations are put together over the mean of all. */
    private static final String STATEMENTS = """
            SELECT s.queryid::text AS id, (array_agg(s.query ORDER BY s.total_exec_time DESC))[1] AS query,
                   sum(s.calls)::float8 AS calls, sum(s.total_exec_time) AS total, sum(s.rows)::float8 AS rows,
                   min(s.min_exec_time) AS minimum, max(s.max_exec_time) AS maximum,
                   sqrt(greatest(0, sum(s.calls * (s.stddev_exec_time ^ 2 + s.mean_exec_time ^ 2)) / sum(s.calls)
                                    - (sum(s.total_exec_time) / sum(s.calls)) ^ 2)) AS deviation,
                   sum(s.shared_blks_hit)::float8 AS hit, sum(s.shared_blks_read)::float8 AS read,
                   sum(s.shared_blks_dirtied)::float8 AS dirtied, sum(s.temp_blks_read)::float8 AS temp_read,
                   sum(s.temp_blks_written)::float8 AS temp_written, sum(s.wal_bytes)::float8 AS wal,
                   sum(s.total_plan_time) AS planning, {jit} AS jit,
                   array_agg(pg_get_userbyid(s.userid)::text ORDER BY s.calls DESC) AS callers,
                   array_agg(s.calls::text ORDER BY s.calls DESC) AS caller_calls
              FROM {schema}.pg_stat_statements s
             WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND s.calls > 0 AND s.queryid IS NOT NULL AND s.query NOT LIKE '%/* howdah */%'
             GROUP BY s.queryid
             ORDER BY sum(s.total_exec_time) DESC
            """;

    private static final String JIT =
            "sum(s.jit_generation_time + s.jit_inlining_time + s.jit_optimization_time" + " + s.jit_emission_time)";

    /** Versions of the extension without the view of its own counters. */
    private static final List<String> BEFORE_INFO = List.of("1.4", "1.5", "1.6", "1.7", "1.8");

    private static final String HIDDEN = """
            SELECT count(*) AS hidden
              FROM {schema}.pg_stat_statements(false) s
             WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND s.queryid IS NULL
            """;

    private static final String INFO = "SELECT dealloc, stats_reset FROM {schema}.pg_stat_statements_info";

    /** The view, where the extension is installed in this database. */
    static Optional<StatementsView> find(Query query) throws SQLException {
        return query.list(FIND, row -> new StatementsView(row.text("schema"), row.text("extversion"))).stream()
                .findFirst();
    }

    List<Statement> statements(Query query) throws SQLException {
        return query.list(
                STATEMENTS.replace("{schema}", schema).replace("{jit}", knowsJit() ? JIT : "0::float8"),
                StatementsView::statement);
    }

    /** Since version 1.10, which came with PostgreSQL 15. */
    private boolean knowsJit() {
        return !BEFORE_INFO.contains(version) && !version.equals("1.9");
    }

    /** How many entries of other users the role may not read. */
    long hidden(Query query) throws SQLException {
        return query.one(HIDDEN.replace("{schema}", schema), row -> row.number("hidden"));
    }

    /**
     * When counting began and how often entries were evicted for want of room.
     *
     * @param since null where the extension's version does not tell
     */
    record Counting(@Nullable Instant since, long evictions) {}

    /** Since version 1.9, which came with PostgreSQL 14; an extension that was not updated lacks it. */
    Counting counting(Query query) throws SQLException {
        if (BEFORE_INFO.contains(version)) {
            return new Counting(null, 0);
        }
        return query.one(
                INFO.replace("{schema}", schema),
                row -> new Counting(row.instantOrNull("stats_reset"), row.number("dealloc")));
    }

    private static Statement statement(Row row) throws SQLException {
        return new Statement(
                row.text("id"),
                row.text("query"),
                List.of(),
                row.real("calls"),
                row.real("total"),
                new Statement.Counters(
                        row.real("rows"),
                        row.real("minimum"),
                        row.real("maximum"),
                        row.real("deviation"),
                        row.real("hit"),
                        row.real("read"),
                        row.real("dirtied"),
                        row.real("temp_read"),
                        row.real("temp_written"),
                        row.real("wal"),
                        row.real("planning"),
                        row.real("jit")),
                callers(row));
    }

    /** A role has two entries for what it ran itself and within functions. */
    private static List<Statement.Caller> callers(Row row) throws SQLException {
        var roles = row.names("callers");
        var calls = row.names("caller_calls");
        var byRole = new LinkedHashMap<String, Double>();
        for (int i = 0; i < roles.size(); i++) {
            byRole.merge(roles.get(i), Double.parseDouble(calls.get(i)), Double::sum);
        }
        return byRole.entrySet().stream()
                .map(e -> new Statement.Caller(e.getKey(), e.getValue()))
                .toList();
    }
}
