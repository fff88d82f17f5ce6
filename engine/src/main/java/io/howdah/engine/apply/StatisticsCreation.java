package io.howdah.engine.apply;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Held;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.Statements;
import io.howdah.engine.apply.run.StepState;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes extended statistics, in one transaction with their entry in the journal, then gathers them; taken back by dropping them,
 * if they are still as they were made. What was made and not gathered is dropped when it is put in order.
 */
final class StatisticsCreation implements Operation {

    private final Runner runner;

    StatisticsCreation(Runner runner) {
        this.runner = runner;
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        var create = step.sql().getFirst();
        runner.runGently(step.tableOid(), create, () -> {
            runner.session().execute(create);
            var made = LiveStatistics.named(runner.session(), step.object()).orElseThrow();
            runner.journal().made(step, made.definition());
            runner.journal().identified(step, made.oid());
        });
        return Statements.send(runner, step, step.sql().subList(1, step.sql().size()));
    }

    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException {
        var present = ours(step);
        if (present.isEmpty()) {
            return null;
        }
        if (!present.get().definition().equals(step.definition())) {
            throw Problem.refused(
                    "Statistics " + step.object() + " are no longer as Howdah made them (" + step.definition()
                            + ") but " + present.get().definition()
                            + "; they are left as they are. Drop them or change them back, then undo again",
                    null);
        }
        var held = drop(step, step.undo().getFirst(), () -> runner.journal().ended(step, StepState.UNDONE));
        return held.toString();
    }

    /**
     * The server drops them under a lock that no query minds, but a query that is being planned fails when they are gone before it
     * has read them; so nobody may be at the table in that moment.
     */
    private Held drop(AppliedStep step, String drop, Session.Work entry) throws SQLException {
        var held = Locks.within(runner, locks(step.tableOid()), () -> {
            runner.session().execute(drop);
            entry.run();
        });
        runner.journal().locked(step, held.longestWaitOfOthers());
        return held;
    }

    /** A materialized view cannot be locked. */
    private List<String> locks(long tableOid) throws SQLException {
        return runner.session()
                .query(
                        "SELECT c.oid::regclass::text FROM pg_catalog.pg_class c WHERE c.oid = CAST(? AS oid) AND c.relkind <> 'm'",
                        row -> Locks.ask("ONLY " + row.getString(1), "ACCESS EXCLUSIVE"),
                        tableOid);
    }

    /** By their OID: others of the name are somebody else's. */
    private Optional<LiveStatistics> ours(AppliedStep step) throws SQLException {
        return LiveStatistics.of(runner.session(), step.objectOid());
    }

    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        var present = ours(step);
        boolean undoing = step.state() == StepState.UNDOING;
        if (present.isEmpty()) {
            return runner.journal().ends(step, undoing ? StepState.UNDONE : StepState.CLEANED, reason, null);
        }
        if (undoing) {
            return runner.journal().ends(step, StepState.DONE, reason, null);
        }
        drop(step, "DROP STATISTICS " + present.get().name().quoted(), () -> {});
        return runner.journal().ends(step, StepState.CLEANED, reason, null);
    }
}
