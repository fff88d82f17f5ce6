package io.howdah.engine.prove;

import io.howdah.engine.Time;
import io.howdah.engine.advise.NotAdvised;
import io.howdah.engine.advise.index.Lessons;
import io.howdah.engine.advise.index.Lessons.Planned;
import io.howdah.engine.advise.index.Lessons.Ratio;
import io.howdah.engine.advise.index.Progress;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.postgres.SqlProblems;
import io.howdah.engine.prove.Tried.Run;
import io.howdah.engine.twin.Question;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Tries sets of indexes on a copy of a database: builds them, runs every statement whose plan they change with and without them,
 * and without each of those that it uses. All in one transaction that is rolled back.
 */
public final class IndexTrial implements AutoCloseable {

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

    private final Connection connection;
    private final ProofOptions options;
    private final TrialIndexes indexes;
    private final TrialRuns runs;

    /** Plans without the indexes that are tried, by the statement's text. */
    private final Map<String, Plan> asIs = new HashMap<>();

    private IndexTrial(Connection connection, ProofOptions options, Time time) {
        this.connection = connection;
        this.options = options;
        this.indexes = new TrialIndexes(connection);
        this.runs = new TrialRuns(connection, indexes::named, options.budget(), time);
    }

    /**
     * Begins on a copy, on which nobody waits for the tables.
     *
     * @param searchPath as SET takes it
     */
    public static IndexTrial on(Sessions copy, String searchPath, ProofOptions options, Time time) {
        var connection = copy.writing();
        try {
            connection.setAutoCommit(false);
            Runs.execute(connection, "SET LOCAL search_path = " + searchPath);
            Runs.execute(connection, "SET LOCAL idle_in_transaction_session_timeout = 0");
            return new IndexTrial(connection, options, time);
        } catch (SQLException e) {
            throw SqlProblems.of(e, "beginning on the copy");
        }
    }

    /** Builds what is missing of a set, and runs what it changes. */
    Tried run(TrialSet set, List<Question> questions, Progress progress) {
        try {
            return attempt(set, questions, progress);
        } catch (SQLException e) {
            throw SqlProblems.of(e, "trying indexes on the copy");
        }
    }

    private Tried attempt(TrialSet wanted, List<Question> questions, Progress progress) throws SQLException {
        var notBuilt = build(wanted, progress);
        var built = new HashSet<>(wanted.built());
        built.removeAll(notBuilt.keySet());
        var set = new TrialSet(built, wanted.dropped(), Set.of());
        var notRun = new ArrayList<NotAdvised>();
        var changed = changed(set, questions, notRun);
        var done = new ArrayList<Run>();
        boolean inTime = true;
        int at = 0;
        for (var entry : changed.entrySet()) {
            progress.at("running statements on the copy", at++, changed.size());
            var question = entry.getKey();
            if (!runs.areOver()) {
                run(set, question, entry.getValue()).ifPresentOrElse(done::add, () -> notRun.add(tooLong(question)));
                continue;
            }
            var before = remembered(set, question, entry.getValue());
            before.ifPresent(done::add);
            if (before.isEmpty()) {
                inTime = false;
                notRun.add(new NotAdvised(question.statement().text(), "the time for trying was over"));
            }
        }
        return new Tried(List.copyOf(done), notBuilt, List.copyOf(notRun), inTime);
    }

    /** What all that was run so far teaches of plans, without the given indexes. */
    Lessons lessons(Set<IndexDefinition> refused) {
        var ratios = new HashMap<Planned, Ratio>();
        asIs.forEach((sql, plan) -> ratios.putAll(runs.ratios(sql, plan)));
        return new Lessons(Set.copyOf(refused), Map.copyOf(ratios), null);
    }

    private static NotAdvised tooLong(Question question) {
        return new NotAdvised(question.statement().text(), "it took longer than the time that was given");
    }

    private Map<IndexDefinition, String> build(TrialSet set, Progress progress) throws SQLException {
        Runs.execute(connection, "SET LOCAL statement_timeout = 0");
        for (var extension : set.extensions()) {
            indexes.make(extension);
        }
        var failed = new LinkedHashMap<IndexDefinition, String>();
        int at = 0;
        for (var definition : set.built()) {
            progress.at("building indexes on the copy", at++, set.built().size());
            indexes.build(definition).ifPresent(reason -> failed.put(definition, reason));
        }
        return failed;
    }

    /** Statements that may be run and whose plan is another one with the set, with that plan. */
    private Map<Question, Plan> changed(TrialSet set, List<Question> questions, List<NotAdvised> notRun)
            throws SQLException {
        var may = new ArrayList<Question>();
        for (var question : questions) {
            var doubt = runs.doubt(question.sql());
            if (doubt.isPresent()) {
                notRun.add(new NotAdvised(question.statement().text(), doubt.get()));
            } else {
                may.add(question);
            }
        }
        var before = indexes.with(Set.of(), Set.of(), () -> plans(may));
        before.forEach((question, plan) -> asIs.put(question.sql(), plan));
        var after = indexes.with(set.built(), set.dropped(), () -> plans(may));
        after.entrySet()
                .removeIf(e -> !before.containsKey(e.getKey())
                        || before.get(e.getKey()).shape().equals(e.getValue().shape()));
        return after;
    }

    private Map<Question, Plan> plans(List<Question> questions) throws SQLException {
        var plans = new LinkedHashMap<Question, Plan>();
        for (var question : questions) {
            runs.planned(question.sql()).ifPresent(plan -> plans.put(question, plan));
        }
        return plans;
    }

    private Optional<Run> run(TrialSet set, Question question, Plan plan) throws SQLException {
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
        }
        double calls = question.statement().calls() * question.share();
        return Optional.of(new Run(question, calls, without, with, withoutOne));
    }

    /** What earlier rounds measured of the same plans; empty where one of the two never ran to its end. */
    private Optional<Run> remembered(TrialSet set, Question question, Plan plan) throws SQLException {
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
        return Optional.of(new Run(question, calls, without.getAsDouble(), with.getAsDouble(), withoutOne));
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

    private static final TrialSet NOTHING = new TrialSet(Set.of(), Set.of(), Set.of());

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

    /** Takes everything back. */
    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            throw SqlProblems.of(e, "ending on the copy");
        }
    }
}
