package io.howdah.engine.prove;

import io.howdah.engine.Time;
import io.howdah.engine.advise.index.Lessons.Planned;
import io.howdah.engine.advise.index.Lessons.Ratio;
import io.howdah.engine.catalog.Plan;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** Runs of statements on a copy: the median time of each plan of each, so that one plan has one time. */
final class TrialRuns {

    private static final String CANCELLED = "57014";

    /** Who gives more is timed by EXPLAIN, which sends none: a screen shows fewer, and in memory they are a few megabytes; ours. */
    private static final double MOST_ROWS = 10_000;

    private final Connection connection;
    private final UnaryOperator<Plan> named;
    private final long deadline;
    private final Time time;

    /** What each statement gives, once known. */
    private final Map<String, Double> rows = new HashMap<>();

    private final Map<Planned, List<Double>> ended = new HashMap<>();

    /** The longest limit at which a plan was stopped, of those that never came to an end. */
    private final Map<Planned, Double> stopped = new HashMap<>();

    /** @param named gives a plan with indexes as they are defined in place of their names */
    TrialRuns(Connection connection, UnaryOperator<Plan> named, Duration budget, Time time) {
        this.connection = connection;
        this.named = named;
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

    /** The time that this plan has taken so far, in milliseconds; run where it never was to an end, stopped at the limit. */
    double known(String sql, double limitMs) throws SQLException {
        var plan = plan(sql);
        if (ended.containsKey(plan)) {
            return median(plan);
        }
        return stopped.getOrDefault(plan, 0.0) >= limitMs ? limitMs : run(plan, limitMs);
    }

    /** The time that this plan has taken so far; empty where it never ran to its end. */
    OptionalDouble remembered(String sql) throws SQLException {
        var plan = plan(sql);
        return ended.containsKey(plan) ? OptionalDouble.of(median(plan)) : OptionalDouble.empty();
    }

    /** Whether the plan was stopped sooner than at the limit, and so might take any time. */
    boolean isOpen(String sql, double limitMs) throws SQLException {
        var plan = plan(sql);
        return !ended.containsKey(plan) && stopped.getOrDefault(plan, 0.0) < limitMs;
    }

    /** How often this plan ran to its end. */
    int count(String sql) throws SQLException {
        return ended.getOrDefault(plan(sql), List.of()).size();
    }

    /** The same, run once more. */
    double again(String sql, double limitMs) throws SQLException {
        return run(plan(sql), limitMs);
    }

    private Planned plan(String sql) throws SQLException {
        return planned(sql, Runs.planned(connection, sql));
    }

    private Planned planned(String sql, Plan plan) {
        return new Planned(sql, named.apply(plan).shape());
    }

    /**
     * What all plans of a statement took, as multiples of what one of them took.
     *
     * @param base the plan without the indexes that are tried
     */
    Map<Planned, Ratio> ratios(String sql, Plan base) {
        var without = planned(sql, base);
        boolean whole = ended.containsKey(without);
        double baseMs = whole ? median(without) : stopped.getOrDefault(without, 0.0);
        var ratios = new HashMap<Planned, Ratio>();
        if (baseMs > 0) {
            ended.keySet().stream()
                    .filter(p -> p.sql().equals(sql) && !p.equals(without))
                    .forEach(p -> ratios.put(p, new Ratio(ratio(median(p), baseMs), !whole)));
            stopped.forEach((p, ms) -> {
                if (p.sql().equals(sql) && whole && ms > baseMs) {
                    ratios.putIfAbsent(p, new Ratio(ratio(ms, baseMs), false));
                }
            });
        }
        return ratios;
    }

    private static double ratio(double ms, double baseMs) {
        double ratio = ms / baseMs;
        return Tried.Run.isSlower(ms, baseMs) ? ratio : Math.min(1, ratio);
    }

    /** A run that was stopped says nothing of how long the plan takes but that it is more. */
    private double run(Planned plan, double limitMs) throws SQLException {
        double ms = limited(plan.sql(), limitMs);
        if (ms < limitMs) {
            ended.computeIfAbsent(plan, p -> new ArrayList<>()).add(ms);
        } else {
            stopped.merge(plan, limitMs, Math::max);
        }
        return ended.containsKey(plan) ? median(plan) : limitMs;
    }

    private double median(Planned plan) {
        var sorted = Objects.requireNonNull(ended.get(plan)).stream().sorted().toList();
        return sorted.get((sorted.size() - 1) / 2);
    }

    private double limited(String sql, double limitMs) throws SQLException {
        var before = connection.setSavepoint();
        try {
            Runs.execute(connection, "SET LOCAL statement_timeout = " + (long) Math.ceil(limitMs));
            return milliseconds(sql);
        } catch (SQLException e) {
            if (CANCELLED.equals(e.getSQLState())) {
                return limitMs;
            }
            throw e;
        } finally {
            connection.rollback(before);
        }
    }

    /**
     * Of a statement's run. EXPLAIN counts the rows of every node, which takes a tenth and more of a plan that reads much and little of one
     * that reads an index, so it only tells how many rows there are to come.
     */
    private double milliseconds(String sql) throws SQLException {
        if (!rows.containsKey(sql)) {
            var root = Runs.counted(connection, sql).root();
            rows.put(sql, root.actual() == null ? 0 : root.actual().rows());
        }
        return rows.getOrDefault(sql, 0.0) > MOST_ROWS
                ? Runs.milliseconds(connection, sql)
                : Runs.plainly(connection, sql, time);
    }
}
