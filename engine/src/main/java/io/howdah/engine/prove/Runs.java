package io.howdah.engine.prove;

import io.howdah.engine.Problem;
import io.howdah.engine.Time;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.postgres.Marked;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Statements of one transaction. */
final class Runs {

    private static final String ALL = "EXPLAIN (ANALYZE, BUFFERS, VERBOSE, SETTINGS, WAL, FORMAT JSON) ";
    private static final String TIMES = "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY, FORMAT JSON) ";
    private static final String PLAN = "EXPLAIN (VERBOSE, FORMAT JSON) ";

    private Runs() {}

    /** Runs it and gives all that EXPLAIN says. */
    static String json(Connection connection, String sql) throws SQLException {
        return explain(connection, ALL, sql);
    }

    /** The plan; nothing is run. */
    static Plan planned(Connection connection, String sql) throws SQLException {
        return PlanJson.read(explain(connection, PLAN, sql));
    }

    /** Planning and execution in milliseconds, without the timing of single nodes and without sending rows. */
    static double milliseconds(Connection connection, String sql) throws SQLException {
        var plan = counted(connection, sql);
        if (plan.planningMs() == null || plan.executionMs() == null) {
            throw Problem.internal("EXPLAIN ANALYZE told no times", null);
        }
        return plan.planningMs() + plan.executionMs();
    }

    /** Runs it and gives the plan with rows and times, without the timing of single nodes. */
    static Plan counted(Connection connection, String sql) throws SQLException {
        return PlanJson.read(explain(connection, TIMES, sql));
    }

    /** Runs it as an application does, which takes all rows at once: milliseconds until the last. */
    static double plainly(Connection connection, String sql, Time time) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            long start = time.nanos();
            statement.execute(Marked.sql(sql));
            return (time.nanos() - start) / 1e6;
        }
    }

    private static String explain(Connection connection, String explain, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (var rows = statement.executeQuery(Marked.sql(explain) + sql)) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    /** Until the transaction ends or they are reset. */
    static void set(Connection connection, Map<String, String> settings) throws SQLException {
        for (var setting : settings.entrySet()) {
            execute(
                    connection,
                    "SET LOCAL " + Name.quoted(setting.getKey()) + " = " + Name.literal(setting.getValue()));
        }
    }

    static void reset(Connection connection, Map<String, String> settings) throws SQLException {
        for (var name : settings.keySet()) {
            execute(connection, "SET LOCAL " + Name.quoted(name) + " TO DEFAULT");
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(Marked.sql(sql));
        }
    }
}
