package io.howdah.engine.apply;

import io.howdah.engine.Problem;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one step, or takes it back, and leaves nothing half done.
 *
 * <p>The statements cannot run in a transaction, so the journal is written before and after them, and what became of a
 * statement is read from the catalog: an index that is there and valid was built, one that is there and invalid is the
 * remainder of a build or of a drop.
 */
final class StepRunner {

    private final Runner runner;
    private final Remainders remainders;

    StepRunner(Runner runner) {
        this.runner = runner;
        remainders = new Remainders(runner);
    }

    void apply(AppliedStep step, int of) throws SQLException {
        runner.makeSureOfTheLock();
        runner.journal().begins(step, StepState.RUNNING);
        runner.tell(new ApplyEvent.Started(step.with(StepState.RUNNING), of));
        switch (step.kind()) {
            case CREATE_INDEX -> guarded(step, () -> build(step, step.sql()), StepState.DONE);
            case DROP_INDEX -> guarded(step, () -> drop(step), StepState.DONE);
        }
    }

    void undo(AppliedStep step, int of) throws SQLException {
        runner.makeSureOfTheLock();
        runner.journal().begins(step, StepState.UNDOING);
        runner.tell(new ApplyEvent.Started(step.with(StepState.UNDOING), of));
        switch (step.kind()) {
            case CREATE_INDEX -> guarded(step, () -> unbuild(step), StepState.UNDONE);
            case DROP_INDEX -> guarded(step, () -> rebuild(step), StepState.UNDONE);
        }
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
            boolean nameTaken = Refusals.DUPLICATE_TABLE.equals(Refusals.state(e));
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

    /** Somebody made an index of that name while we were about to; whatever its state, it is theirs. */
    private AppliedStep notOurs(AppliedStep step, String reason) throws SQLException {
        var state = step.state() == StepState.UNDOING ? StepState.DONE : StepState.CLEANED;
        return runner.journal().ends(step, state, reason, null);
    }

    /** Brings a step that was begun, by this runner or one that is gone, into a state that holds. */
    AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        var index = LiveIndex.named(runner.session(), step.index());
        if (index.isPresent() && !index.get().valid() && ours(step, index.get())) {
            if (!remainders.drop(step, index.get())) {
                var unfinished = step.state() == StepState.UNDOING ? StepState.UNDOING : StepState.FAILED;
                return runner.journal().ends(step, unfinished, reason, null);
            }
            index = Optional.empty();
        }
        boolean there = index.filter(LiveIndex::valid).isPresent();
        boolean undoing = step.state() == StepState.UNDOING;
        return switch (step.kind()) {
            case CREATE_INDEX -> made(step, there ? index : Optional.empty(), undoing, reason);
            case DROP_INDEX ->
                // an index half recreated or recreated whole lacks what completes it, so undo is to run again
                runner.journal().ends(step, !there || undoing ? StepState.DONE : StepState.CLEANED, reason, null);
        };
    }

    private AppliedStep made(AppliedStep step, Optional<LiveIndex> index, boolean undoing, String reason)
            throws SQLException {
        if (index.isEmpty()) {
            return runner.journal().ends(step, undoing ? StepState.UNDONE : StepState.CLEANED, reason, null);
        }
        if (!undoing && step.definition() == null) {
            runner.journal().made(step, index.get().definition());
        }
        return runner.journal().ends(step, StepState.DONE, reason, null);
    }

    /** An invalid index of our step's name on our step's table, where none was before, is our remainder. */
    private static boolean ours(AppliedStep step, LiveIndex index) {
        return index.tableOid() == step.tableOid();
    }

    private @Nullable String build(AppliedStep step, List<String> sql) throws SQLException, InterruptedException {
        var waits = all(step, sql);
        var index = LiveIndex.named(runner.session(), step.index())
                .filter(LiveIndex::valid)
                .orElseThrow(() -> Problem.refused("Index " + step.index() + " vanished while it was built", null));
        runner.journal().made(step, index.definition());
        return waits;
    }

    private @Nullable String drop(AppliedStep step) throws SQLException, InterruptedException {
        var index = LiveIndex.named(runner.session(), step.index());
        if (index.isEmpty()) {
            return null;
        }
        if (index.get().valid()) {
            runner.journal()
                    .remember(step, index.get().definition(), index.get().recipe(runner.session()));
        }
        return all(step, step.sql());
    }

    private @Nullable String unbuild(AppliedStep step) throws SQLException, InterruptedException {
        var index = LiveIndex.named(runner.session(), step.index());
        if (index.isEmpty()) {
            return null;
        }
        if (step.definition() != null && !index.get().definition().equals(step.definition())) {
            throw Problem.refused(
                    "Index " + step.index() + " is not the one that Howdah made (" + step.definition() + ") but "
                            + index.get().definition() + "; it is left as it is. Rename or drop it, then undo again",
                    null);
        }
        if (index.get().neededBy() != null) {
            throw Problem.refused(
                    "Index " + step.index() + " is now needed by " + index.get().neededBy() + "; it is left as it is",
                    null);
        }
        return all(step, step.undo());
    }

    private @Nullable String rebuild(AppliedStep step) throws SQLException, InterruptedException {
        if (!runner.session()
                .holds("SELECT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = CAST(? AS oid))", step.tableOid())) {
            return null;
        }
        var index = LiveIndex.named(runner.session(), step.index());
        if (index.isEmpty()) {
            return all(step, step.undo());
        }
        if (!index.get().definition().equals(step.definition())) {
            throw Problem.refused(
                    "There is another index called " + step.index() + " now: "
                            + index.get().definition() + "; rename or drop it, then undo again",
                    null);
        }
        return all(step, step.undo().stream().filter(sql -> !builds(sql)).toList());
    }

    private static boolean builds(String sql) {
        return sql.startsWith("CREATE ");
    }

    private static boolean takesLong(String sql) {
        return builds(sql) || sql.startsWith("DROP ") || sql.startsWith("ANALYZE ");
    }

    private @Nullable String all(AppliedStep step, List<String> statements) throws SQLException, InterruptedException {
        var waits = new ArrayList<String>();
        for (String sql : statements) {
            if (takesLong(sql)) {
                Optional.ofNullable(runner.runLong(step, sql)).ifPresent(waits::add);
            } else {
                runner.runShort(step.tableOid(), sql);
            }
        }
        return waits.isEmpty() ? null : String.join("; ", waits);
    }
}
