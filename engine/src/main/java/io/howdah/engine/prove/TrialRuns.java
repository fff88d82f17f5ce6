package io.howdah.engine.prove;

import io.howdah.engine.Time;
import io.howdah.engine.catalog.Plan;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Runs of statements on a copy: the least time of each plan of each, so that one plan has one time. */
final class TrialRuns {

    private static final String CANCELLED = "57014";

    private final Connection connection;
    private final long deadline;
    private final Time time;
    private final Map<Planned, Double> least = new HashMap<>();

    /** The longest limit at which a plan was stopped, of those that never came to an end. */
    private final Map<Planned, Double> stopped = new HashMap<>();

    private record Planned(String sql, String shape) {}

    TrialRuns(Connection connection, Duration budget, Time time) {
        this.connection = connection;
        this.time = time;
        this.deadline = time.nanos() + budget.toNanos();
    }

    /** Whether all the time is spent. */
    boolean areOver() {
        return time.nanos() > deadline;
    }

    /** Why a statement is not run; empty where it may be. */
    Optional<String> doubt(String sql) throws SQLException {
        return Harmless.doubt(sql, connection);
    }

    /** The plan as things are; empty where the copy cannot plan the statement. */
    Optional<Plan> planned(String sql) throws SQLException {
        var before = connection.setSavepoint();
        try {
            var plan = Runs.planned(connection, sql);
            connection.releaseSavepoint(before);
            return Optional.of(plan);
        } catch (SQLException e) {
            connection.rollback(before);
            return Optional.empty();
        }
    }

    /** The least time that this plan has taken so far, in milliseconds; run where it never was to an end, stopped at the limit. */
    double known(String sql, double limitMs) throws SQLException {
        var plan = plan(sql);
        var before = least.get(plan);
        if (before != null) {
            return before;
        }
        return stopped.getOrDefault(plan, 0.0) >= limitMs ? limitMs : run(plan, limitMs);
    }

    /** The same, run once more. */
    double again(String sql, double limitMs) throws SQLException {
        return run(plan(sql), limitMs);
    }

    private Planned plan(String sql) throws SQLException {
        return new Planned(sql, Runs.planned(connection, sql).shape());
    }

    /** A run that was stopped says nothing of how long the plan takes but that it is more. */
    private double run(Planned plan, double limitMs) throws SQLException {
        double ms = limited(plan.sql(), limitMs);
        if (ms < limitMs) {
            return least.merge(plan, ms, Math::min);
        }
        stopped.merge(plan, limitMs, Math::max);
        return least.getOrDefault(plan, limitMs);
    }

    private double limited(String sql, double limitMs) throws SQLException {
        var before = connection.setSavepoint();
        try {
            Runs.execute(connection, "SET LOCAL statement_timeout = " + (long) Math.ceil(limitMs));
            return Runs.milliseconds(connection, sql);
        } catch (SQLException e) {
            if (CANCELLED.equals(e.getSQLState())) {
                return limitMs;
            }
            throw e;
        } finally {
            connection.rollback(before);
        }
    }
}
