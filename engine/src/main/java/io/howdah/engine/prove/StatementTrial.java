package io.howdah.engine.prove;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.prove.Tried.Run;
import io.howdah.engine.twin.Question;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Statements run on a copy with a set of indexes, without it, and without each index of it that their plan uses; in turn, while in doubt. */
final class StatementTrial {

    /** What runs longer than this many times the other way need not run to its end: a first run may read from disk. */
    private static final double CLEAR = 3;

    /** The same of what takes {@link #LONG_MS} and more, whose first run differs less; a limit of three times would cost minutes. */
    private static final double CLEAR_OF_LONG = 1.2;

    /** No limit is shorter: a pause of the machine is not to end a statement of a few milliseconds. */
    private static final double LEAST_LIMIT_MS = 100;

    /** What takes as long is run once. */
    private static final double LONG_MS = 5_000;

    /** What takes less is run at least {@link #FEW} times and, while in doubt, {@link #MANY} times: it costs little, and noise weighs most there. */
    private static final double SHORT_MS = 1_000;

    /** A median of five is wrong only if three of them are. */
    private static final int FEW = 5;

    private static final int MANY = 11;

    /** So much slower one way, there is no doubt. */
    private static final double NEAR = 1.5;

    /** Two times of one plan differ by as much. */
    private static final double WITHIN_NOISE = 0.97;

    /** An index is clearly worth keeping that saves so many times what it costs. */
    private static final double BEYOND = 1.2;

    private static final TrialSet NOTHING = new TrialSet(Set.of(), Set.of(), Set.of());

    private final TrialIndexes indexes;
    private final TrialRuns runs;
    private final ProofOptions options;

    StatementTrial(TrialIndexes indexes, TrialRuns runs, ProofOptions options) {
        this.indexes = indexes;
        this.runs = runs;
        this.options = options;
    }

    /** Runs it as often as needed; empty where it takes too long either way. */
    Optional<Run> run(TrialSet set, Question question, Plan plan) throws SQLException {
        var sql = question.sql();
        double limit = options.statementTimeout().toMillis();
        double with = timed(set, sql, limit, false);
        double without = timed(NOTHING, sql, Math.min(limit, clearly(with)), false);
        if (with >= limit && without >= limit) {
            return Optional.empty();
        }
        for (int again = fewest(set, NOTHING, sql); isInDoubt(again, with, without); again++) {
            without = timed(NOTHING, sql, limit, true);
            with = timed(set, sql, limit, true);
        }
        var withoutOne = new LinkedHashMap<IndexDefinition, Double>();
        var stopped = new HashSet<IndexDefinition>();
        for (var index : indexes.used(plan)) {
            var others = without(set, index);
            double other = timed(others, sql, clearly(with), false);
            for (int again = fewest(set, others, sql);
                    again < Math.min(FEW, runs(with)) && other < with * WITHIN_NOISE;
                    again++) {
                with = timed(set, sql, limit, true);
                other = timed(others, sql, clearly(with), true);
            }
            withoutOne.put(index, other);
            if (isOpen(others, sql)) {
                stopped.add(index);
            }
        }
        double calls = question.statement().calls() * question.share();
        return Optional.of(new Run(question, calls, without, with, withoutOne, Set.copyOf(stopped)));
    }

    /** What earlier rounds measured of the same plans; empty where one of the two never ran to its end. */
    Optional<Run> remembered(TrialSet set, Question question, Plan plan) throws SQLException {
        var sql = question.sql();
        var with = remembered(set, sql);
        var without = remembered(NOTHING, sql);
        if (with.isEmpty() || without.isEmpty()) {
            return Optional.empty();
        }
        var withoutOne = new LinkedHashMap<IndexDefinition, Double>();
        for (var index : indexes.used(plan)) {
            remembered(without(set, index), sql).ifPresent(ms -> withoutOne.put(index, ms));
        }
        double calls = question.statement().calls() * question.share();
        return Optional.of(new Run(question, calls, without.getAsDouble(), with.getAsDouble(), withoutOne, Set.of()));
    }

    private OptionalDouble remembered(TrialSet set, String sql) throws SQLException {
        return indexes.with(set.built(), set.dropped(), () -> runs.remembered(sql));
    }

    /** Of the plans of one and the other, how often the one that ran less did, in earlier rounds too; at least one. */
    private int fewest(TrialSet one, TrialSet other, String sql) throws SQLException {
        return Math.max(1, Math.min(count(one, sql), count(other, sql)));
    }

    private int count(TrialSet set, String sql) throws SQLException {
        return indexes.with(set.built(), set.dropped(), () -> runs.count(sql));
    }

    /** A single run without the indexes may by chance be slow, too, unless it is far slower. */
    private boolean isInDoubt(int runs, double with, double without) {
        if (without >= NEAR * with) {
            return false;
        }
        boolean few = with < SHORT_MS && runs < FEW;
        return few || (runs < runs(with) && Run.isSlower(with, without) && with < NEAR * without);
    }

    /** How often: long runs differ little, short ones much and cost nothing. */
    private int runs(double ms) {
        if (ms >= LONG_MS) {
            return 1;
        }
        return ms < SHORT_MS ? MANY : options.runs();
    }

    private static TrialSet without(TrialSet set, IndexDefinition index) {
        var others = new HashSet<>(set.built());
        others.remove(index);
        return new TrialSet(others, set.dropped(), Set.of());
    }

    private static double clearly(double ms) {
        return ms < LONG_MS ? Math.max(LEAST_LIMIT_MS, CLEAR * ms) : CLEAR_OF_LONG * ms;
    }

    private double timed(TrialSet set, String sql, double limit, boolean again) throws SQLException {
        return indexes.with(set.built(), set.dropped(), () -> again ? runs.again(sql, limit) : runs.known(sql, limit));
    }

    /**
     * With the statement run without each of these indexes without which it was stopped.
     *
     * @param doubtful indexes, each with how much more all calls would have to take without it for it to be worth keeping
     */
    Run settled(TrialSet set, Run run, Map<IndexDefinition, Double> doubtful) throws SQLException {
        double most = options.statementTimeout().toMillis();
        var sql = run.question().sql();
        var withoutOne = new LinkedHashMap<>(run.withoutOne());
        var stopped = new HashSet<IndexDefinition>();
        for (var index : run.stopped()) {
            var more = doubtful.get(index);
            if (more != null) {
                double enough = withoutOne.getOrDefault(index, 0.0) + BEYOND * more / run.calls();
                withoutOne.put(index, timed(without(set, index), sql, Math.min(most, enough), false));
            }
            if (isOpen(without(set, index), sql)) {
                stopped.add(index);
            }
        }
        return new Run(run.question(), run.calls(), run.withoutMs(), run.withMs(), withoutOne, Set.copyOf(stopped));
    }

    /**
     * Time without the indexes that are tried, run to its end or to the limit of a statement where it was stopped before; endless where
     * there is no time left for that.
     */
    double unchangedMs(String sql) throws SQLException {
        if (runs.areOver() && isOpen(NOTHING, sql)) {
            return Double.POSITIVE_INFINITY;
        }
        double limit = options.statementTimeout().toMillis();
        return timed(NOTHING, sql, limit, false);
    }

    private boolean isOpen(TrialSet set, String sql) throws SQLException {
        double limit = options.statementTimeout().toMillis();
        return indexes.with(set.built(), set.dropped(), () -> runs.isOpen(sql, limit));
    }
}
