package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements of others in the current database, as pg_stat_statements counts them, in whatever schema it is installed. */
final class StatementTimes {

    private static final String SCHEMA = """
            SELECT pg_catalog.quote_ident(n.nspname)
              FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
             WHERE e.extname = 'pg_stat_statements'""";

    /** So many that take most of the time tell enough. */
    private static final int MOST = 200;

    private final String schema;
    private final List<String> chosen;

    private StatementTimes(String schema, List<String> chosen) {
        this.schema = schema;
        this.chosen = chosen;
    }

    /**
     * What a statement has taken.
     *
     * @param millis of all calls together
     */
    record Counted(long calls, double millis) {

        Counted since(Counted earlier) {
            return new Counted(calls - earlier.calls, millis - earlier.millis);
        }

        double mean() {
            return millis / calls;
        }
    }

    /** Those that take most of the time so far; empty where the extension is not there or shows us nothing. */
    static Optional<StatementTimes> of(Session session) throws SQLException {
        var schema = session.first(SCHEMA, row -> row.getString(1));
        if (schema.isEmpty()) {
            return Optional.empty();
        }
        var chosen = session.query(choose(schema.get()), row -> row.getString(1));
        return chosen.isEmpty() ? Optional.empty() : Optional.of(new StatementTimes(schema.get(), chosen));
    }

    private static String choose(String schema) {
        return """
                SELECT queryid::text AS id FROM %s.pg_stat_statements
                 WHERE dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
                   AND queryid IS NOT NULL AND query NOT LIKE '%%/* howdah */%%'
                 GROUP BY queryid ORDER BY sum(total_exec_time) DESC LIMIT %d""".formatted(schema, MOST);
    }

    Map<String, Counted> read(Session session) throws SQLException {
        var counted = new HashMap<String, Counted>();
        session.query(read(), row -> put(row, counted), "{" + String.join(",", chosen) + "}");
        return counted;
    }

    /** Without their texts, which lie in a file. */
    private String read() {
        return """
                SELECT queryid::text AS id, sum(calls)::bigint AS calls, sum(total_exec_time)::float8 AS millis
                  FROM %s.pg_stat_statements(false)
                 WHERE dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
                   AND queryid = ANY (CAST(? AS bigint[]))
                 GROUP BY queryid""".formatted(schema);
    }

    private static boolean put(ResultSet row, Map<String, Counted> counted) throws SQLException {
        counted.put(row.getString("id"), new Counted(row.getLong("calls"), row.getDouble("millis")));
        return true;
    }

    /** What came to it between two looks; of statements that were called, and not counted anew in between. */
    static Map<String, Counted> between(Map<String, Counted> earlier, Map<String, Counted> later) {
        var grown = new HashMap<String, Counted>();
        later.forEach((id, now) -> {
            var before = earlier.get(id);
            if (before != null && now.calls() > before.calls() && now.millis() >= before.millis()) {
                grown.put(id, now.since(before));
            }
        });
        return grown;
    }
}
