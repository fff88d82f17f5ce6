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
import java.util.Set;

/**
 * Tries sets of indexes on a copy of a database: builds them, runs every statement whose plan they change with and without them,
 * and without each of those that it uses. All in one transaction that is rolled back.
 */
public final class IndexTrial implements AutoCloseable {

    private final Connection connection;
    private final TrialIndexes indexes;
    private final TrialRuns runs;
    private final StatementTrial statements;

    /** Plans without the indexes that are tried, by the statement's text. */
    private final Map<String, Plan> asIs = new HashMap<>();

    private IndexTrial(Connection connection, ProofOptions options, Time time) {
        this.connection = connection;
        this.indexes = new TrialIndexes(connection);
        this.runs = new TrialRuns(connection, indexes::named, options.budget(), time);
        this.statements = new StatementTrial(indexes, runs, options);
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
                statements
                        .run(set, question, entry.getValue())
                        .ifPresentOrElse(done::add, () -> notRun.add(tooLong(question)));
                continue;
            }
            var before = statements.remembered(set, question, entry.getValue());
            before.ifPresent(done::add);
            if (before.isEmpty()) {
                inTime = false;
                notRun.add(new NotAdvised(question.statement().text(), "the time for trying was over"));
            }
        }
        return settled(set, new Tried(List.copyOf(done), notBuilt, List.copyOf(notRun), inTime));
    }

    /** With statements run for longer without each index that would be left out for want of that, until it is clear. */
    private Tried settled(TrialSet set, Tried tried) throws SQLException {
        var doubtful = tried.doubtful();
        if (doubtful.isEmpty() || runs.areOver()) {
            return tried;
        }
        var settled = new ArrayList<Run>();
        for (var run : tried.runs()) {
            settled.add(statements.settled(set, run, doubtful));
        }
        return settled(set, new Tried(List.copyOf(settled), tried.notBuilt(), tried.notRun(), tried.inTime()));
    }

    /**
     * Time of a question without the indexes that are tried, run to its end or to the limit of a statement where it was stopped before;
     * endless where there is no time left for that.
     */
    double unchangedMs(Question question) {
        try {
            return statements.unchangedMs(question.sql());
        } catch (SQLException e) {
            throw SqlProblems.of(e, "trying indexes on the copy");
        }
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
