package io.howdah.engine.apply;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.batch.Backfill;
import io.howdah.engine.apply.partition.Archiving;
import io.howdah.engine.apply.partition.Detachment;
import io.howdah.engine.apply.partition.KeyExchange;
import io.howdah.engine.apply.partition.Restoring;
import io.howdah.engine.apply.partition.Swap;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.Barrier;
import io.howdah.engine.apply.run.InParts;
import io.howdah.engine.apply.run.LongWork;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.apply.run.Transaction;
import io.howdah.engine.apply.shadow.ShadowOperations;
import io.howdah.engine.apply.table.SettingChange;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one step, or takes it back, and leaves nothing half done.
 *
 * <p>Most statements cannot run in a transaction, so the journal is written before and after them, and what became of a
 * statement is read from the catalog: an index that is there and valid was built, one that is there and invalid is the
 * remainder of a build or of a drop.
 */
final class StepRunner {

    private final Runner runner;

    StepRunner(Runner runner) {
        this.runner = runner;
    }

    private Operation operation(AppliedStep step) {
        return switch (step.kind()) {
            case CREATE_EXTENSION -> new ExtensionCreation(runner);
            case CREATE_INDEX -> new IndexBuild(runner);
            case CREATE_PARENT_INDEX -> new ParentIndex(runner);
            case ATTACH_INDEX -> new IndexAttachment(runner);
            case DROP_INDEX -> new IndexDrop(runner);
            case REINDEX_INDEX -> new IndexRebuild(runner);
            case CREATE_STATISTICS -> new StatisticsCreation(runner);
            case SET_STATISTICS_TARGET -> new TargetSetting(runner);
            case TRANSACTION -> new Transaction(runner);
            case IN_PARTS -> new InParts(runner);
            case LONG_STATEMENT -> new LongWork(runner);
            case SET_SETTING -> new SettingChange(runner);
            case BARRIER -> new Barrier(runner);
            case SHADOW_COPY -> ShadowOperations.copy(runner);
            case SHADOW_COMPARISON -> ShadowOperations.comparison(runner);
            case SHADOW_SWAP -> ShadowOperations.swap(runner);
            case PARTITION_KEY -> new KeyExchange(runner);
            case PARTITION_SWAP -> new Swap(runner);
            case DETACH_PARTITION -> new Detachment(runner);
            case ARCHIVE_PARTITION -> new Archiving(runner);
            case RESTORE_PARTITION -> new Restoring(runner);
            case BACKFILL -> new Backfill(runner);
        };
    }

    void apply(AppliedStep step, int of) throws SQLException {
        begin(step, StepState.RUNNING, of);
        guarded(step, () -> operation(step).apply(step), StepState.DONE);
    }

    void undo(AppliedStep step, int of) throws SQLException {
        begin(step, StepState.UNDOING, of);
        guarded(step, () -> operation(step).undo(step), StepState.UNDONE);
    }

    private void begin(AppliedStep step, StepState state, int of) throws SQLException {
        runner.makeSureOfTheLock();
        runner.journal().begins(step, state);
        runner.tell(new ApplyEvent.Started(step.with(state), of));
    }

    /** Brings a step that was begun, by this runner or one that is gone, into a state that holds. */
    AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        return operation(step).settle(step, reason);
    }

    /** The part of a step that talks to the server; returns for whom it waited, if it did. */
    private interface Work {
        @Nullable
        String run() throws SQLException, InterruptedException;
    }

    private void guarded(AppliedStep step, Work work, StepState success) throws SQLException {
        try {
            var waits = work.run();
            runner.tell(new ApplyEvent.Ended(runner.journal().ends(step, success, null, waits)));
        } catch (InterruptedException e) {
            var outcome = stopped(step, "interrupted", false);
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.INTERRUPTED, "Stopped at: " + step.summary() + ". " + next(outcome), e);
        } catch (SQLException e) {
            boolean nameTaken = Refusals.nameTaken(e);
            var outcome = stopped(step, Refusals.message(e), nameTaken);
            var what = (success == StepState.UNDONE ? "Taking back: " : "") + step.summary();
            throw Problem.refused(what + " failed: " + Refusals.message(e) + ". " + next(outcome), e);
        } catch (RuntimeException e) {
            stopped(step, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), false);
            throw e;
        }
    }

    private static String next(StepState outcome) {
        return switch (outcome) {
            case FAILED, UNDOING -> "What it left could not be removed yet; the next apply or undo removes it";
            case CLEANED, PLANNED, RUNNING ->
                "Nothing of it is left; applying again goes on from there, undo takes back what was done before";
            case DONE, ALREADY -> "The change is in the database; undo takes it back";
            case UNDONE -> "Undo again goes on from there";
        };
    }

    /** After a statement was stopped for whatever reason: puts the index in order and says in the journal how it stands. */
    private StepState stopped(AppliedStep step, String reason, boolean nameTaken) throws SQLException {
        boolean interrupted = Thread.interrupted();
        try {
            reconnectAfterLoss(step);
            var current = runner.journal().step(step.application(), step.position());
            var outcome = nameTaken ? notOurs(current, reason) : settle(current, reason);
            runner.tell(new ApplyEvent.Ended(outcome));
            return outcome.state();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void reconnectAfterLoss(AppliedStep step) {
        if (runner.session().alive()) {
            return;
        }
        try {
            runner.reopen();
        } catch (SQLException | Problem e) {
            throw Problem.unreachable(
                    "The connection was lost at: " + step.summary()
                            + ". What it left is put in order by the next apply or undo",
                    e);
        }
    }

    /** Somebody made something of that name while we were about to; whatever its state, it is theirs. */
    private AppliedStep notOurs(AppliedStep step, String reason) throws SQLException {
        var state = step.state() == StepState.UNDOING ? StepState.DONE : StepState.CLEANED;
        return runner.journal().ends(step, state, reason, null);
    }
}
