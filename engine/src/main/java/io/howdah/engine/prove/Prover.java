package io.howdah.engine.prove;

import io.howdah.engine.Time;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.postgres.Marked;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.postgres.SqlProblems;
import io.howdah.engine.sql.Tokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs statements beside their other forms. Each trial is one transaction that sees one state of the data; rows are compared as
 * multisets, and in order where the statement has one; then both are timed, turn by turn.
 *
 * <p>On a user's server everything is read only. On a copy, indexes that the other form needs are built first and rolled back.
 */
public final class Prover {

    static final String TOO_LONG = "it took longer than the time that was given";

    private static final String CANCELLED = "57014";
    private static final String NOT_HELD = "55P03";

    private final Sessions sessions;
    private final boolean mayBuild;
    private final String searchPath;
    private final ProofOptions options;
    private final Time time;

    private Prover(Sessions sessions, boolean mayBuild, String searchPath, ProofOptions options, Time time) {
        this.sessions = sessions;
        this.mayBuild = mayBuild;
        this.searchPath = searchPath;
        this.options = options;
        this.time = time;
    }

    /**
     * Reads only.
     *
     * @param searchPath as SET takes it
     */
    public static Prover reading(Sessions sessions, String searchPath, ProofOptions options, Time time) {
        return new Prover(sessions, false, searchPath, options, time);
    }

    /** Builds indexes and takes them back; for servers on which nobody waits for the tables. */
    public static Prover building(Sessions sessions, String searchPath, ProofOptions options, Time time) {
        return new Prover(sessions, true, searchPath, options, time);
    }

    /** Whether it may build the indexes that a form needs. */
    public boolean mayBuild() {
        return mayBuild;
    }

    /** Runs all trials of one statement; the first in which other rows come ends them. */
    public Outcome prove(List<Trial> trials, List<IndexDefinition> needs) {
        if (trials.isEmpty()) {
            return new Outcome.NotRun("no values are known for its parameters");
        }
        long deadline = time.nanos() + options.budget().toNanos();
        try (var connection = mayBuild ? sessions.writing() : sessions.readOnly()) {
            connection.setAutoCommit(false);
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var timings = new ArrayList<Outcome.Timing>();
            for (var trial : trials) {
                var outcome = attempt(connection, trial, needs, deadline);
                if (!(outcome instanceof Outcome.SameRows(var measured))) {
                    return outcome;
                }
                timings.addAll(measured);
            }
            return new Outcome.SameRows(List.copyOf(timings));
        } catch (SQLException e) {
            throw SqlProblems.of(e, "running statements");
        }
    }

    /** Runs each loop call by call and as one statement, reading only; the first with other rows, or the end of the time, ends it. */
    public Outcome proveLoops(List<LoopTrial> trials) {
        if (trials.isEmpty()) {
            return new Outcome.NotRun("no values are known for its parameters");
        }
        long deadline = time.nanos() + options.budget().toNanos();
        try (var connection = sessions.readOnly()) {
            connection.setAutoCommit(false);
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var timings = new ArrayList<Outcome.Timing>();
            for (var trial : trials) {
                if (time.nanos() >= deadline) {
                    return new Outcome.NotRun(TOO_LONG);
                }
                var outcome = attempt(connection, trial, deadline);
                if (!(outcome instanceof Outcome.SameRows(var measured))) {
                    return outcome;
                }
                timings.addAll(measured);
            }
            return new Outcome.SameRows(List.copyOf(timings));
        } catch (SQLException e) {
            throw SqlProblems.of(e, "running statements");
        }
    }

    private Outcome attempt(Connection connection, LoopTrial trial, long deadline) throws SQLException {
        var loops = new Loops(connection, time);
        try {
            begin(connection, trial.joined());
            loops.prepare(trial);
            var single = loops.single(trial, deadline);
            var difference = single.difference(loops.joined());
            var outcome = difference == null
                    ? new Outcome.SameRows(List.of(timed(loops, trial, single.count(), deadline)))
                    : new Outcome.OtherRows(difference);
            return outcome;
        } catch (Refusal refusal) {
            return new Outcome.NotRun(refusal.reason);
        } catch (Loops.TooMuch e) {
            return new Outcome.NotRun(e.reason());
        } catch (SQLException e) {
            return new Outcome.NotRun(reason(e));
        } finally {
            connection.rollback();
            loops.forget();
            connection.rollback();
        }
    }

    /** One turn has to end in time; one that is begun in time after it may end later. */
    private Outcome.Timing timed(Loops loops, LoopTrial trial, long rows, long deadline) throws SQLException {
        var before = new double[options.runs()];
        var after = new double[options.runs()];
        int done = 0;
        while (done < options.runs() && (done == 0 || time.nanos() < deadline)) {
            before[done] = loops.singleMs(trial, done == 0 ? deadline : Long.MAX_VALUE);
            after[done] = loops.joinedMs();
            done++;
        }
        return new Outcome.Timing(
                trial.share(), median(Arrays.copyOf(before, done)), median(Arrays.copyOf(after, done)), rows);
    }

    /** The values of the one row that a query gives, as text; empty where there is none. */
    public Optional<List<String>> row(String sql) {
        try (var connection = sessions.readOnly()) {
            connection.setAutoCommit(false);
            begin(connection, sql);
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(Marked.sql(sql))) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                var values = new ArrayList<String>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(rows.getString(i)));
                }
                return Optional.of(values);
            }
        } catch (SQLException e) {
            throw SqlProblems.of(e, "running a statement");
        }
    }

    /** Runs the statement once, read-only and within the time limit, and gives what EXPLAIN (ANALYZE, BUFFERS) says as JSON. */
    public Explanation explain(String sql) {
        try (var connection = sessions.readOnly()) {
            connection.setAutoCommit(false);
            connection.rollback();
            try {
                begin(connection, sql);
                return new Explanation.Ran(Runs.json(connection, sql));
            } catch (Refusal refusal) {
                return new Explanation.Refused(refusal.reason);
            } catch (SQLException e) {
                return new Explanation.Refused(reason(e));
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw SqlProblems.of(e, "running a statement");
        }
    }

    private Outcome attempt(Connection connection, Trial trial, List<IndexDefinition> needs, long deadline)
            throws SQLException {
        try {
            begin(connection, trial.before());
            return compared(connection, trial, needs, deadline);
        } catch (Refusal refusal) {
            return new Outcome.NotRun(refusal.reason);
        } catch (SQLException e) {
            return new Outcome.NotRun(reason(e));
        } finally {
            connection.rollback();
        }
    }

    private static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final String reason;

        Refusal(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }

    private static String reason(SQLException e) {
        if (CANCELLED.equals(e.getSQLState())) {
            return TOO_LONG;
        }
        return NOT_HELD.equals(e.getSQLState())
                ? "somebody held a lock on a table"
                : "the server said: " + SqlProblems.message(e);
    }

    private void begin(Connection connection, String sql) throws SQLException {
        Runs.execute(
                connection,
                "SET LOCAL statement_timeout = " + options.statementTimeout().toMillis());
        var doubt = Harmless.doubt(sql, connection);
        if (doubt.isPresent()) {
            throw new Refusal(doubt.get());
        }
        Runs.execute(connection, "SET LOCAL search_path = " + searchPath);
    }

    private Outcome compared(Connection connection, Trial trial, List<IndexDefinition> needs, long deadline)
            throws SQLException {
        if (mayBuild) {
            build(connection, needs);
        }
        Runs.execute(connection, "SET TRANSACTION READ ONLY");
        if (!trial.settings().isEmpty()) {
            return underSettings(connection, trial, deadline);
        }
        var before = Rows.of(trial.before(), connection);
        var after = Rows.of(trial.after(), connection);
        var difference = before.difference(after, isOrdered(trial.before()));
        if (difference != null) {
            return new Outcome.OtherRows(difference);
        }
        return new Outcome.SameRows(List.of(timed(connection, trial, before.count(), deadline)));
    }

    /** Where the plans are the same here, there is nothing to measure. */
    private Outcome underSettings(Connection connection, Trial trial, long deadline) throws SQLException {
        var before = Runs.planned(connection, trial.before());
        Runs.set(connection, trial.settings());
        var after = Runs.planned(connection, trial.after());
        Runs.reset(connection, trial.settings());
        return before.shape().equals(after.shape())
                ? new Outcome.NotRun("the server takes the same plan under both")
                : new Outcome.SameRows(List.of(timed(connection, trial, 0, deadline)));
    }

    private static void build(Connection connection, List<IndexDefinition> needs) throws SQLException {
        int number = 0;
        for (var definition : needs) {
            Runs.execute(connection, definition.createSql("howdah_trial_" + number++, false));
        }
    }

    /** Whether the whole has an order: ORDER BY outside of all brackets. */
    private static boolean isOrdered(String sql) {
        int depth = 0;
        for (var token : Tokens.of(sql)) {
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth == 0 && token.is("order")) {
                return true;
            }
        }
        return false;
    }

    /** Turn by turn, so that both meet the same moments. */
    private Outcome.Timing timed(Connection connection, Trial trial, long rows, long deadline) throws SQLException {
        var before = new double[options.runs()];
        var after = new double[options.runs()];
        int done = 0;
        while (done < options.runs() && (done == 0 || time.nanos() < deadline)) {
            before[done] = Runs.milliseconds(connection, trial.before());
            Runs.set(connection, trial.settings());
            after[done] = Runs.milliseconds(connection, trial.after());
            Runs.reset(connection, trial.settings());
            done++;
        }
        return new Outcome.Timing(
                trial.share(), median(Arrays.copyOf(before, done)), median(Arrays.copyOf(after, done)), rows);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
