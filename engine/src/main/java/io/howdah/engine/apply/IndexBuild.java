package io.howdah.engine.apply;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.Statements;
import io.howdah.engine.apply.run.StepState;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds an index concurrently; taken back by dropping it. */
final class IndexBuild implements Operation {

    private final Runner runner;
    private final Remainders remainders;

    IndexBuild(Runner runner) {
        this.runner = runner;
        remainders = new Remainders(runner);
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        var waits = Statements.send(runner, step, step.sql());
        var index = LiveIndex.named(runner.session(), step.object())
                .filter(LiveIndex::valid)
                .orElseThrow(() -> Problem.refused("Index " + step.object() + " vanished while it was built", null));
        runner.journal().made(step, index.definition());
        return waits;
    }

    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException, InterruptedException {
        var index = LiveIndex.named(runner.session(), step.object());
        if (index.isEmpty() || Siblings.goesWithParent(runner, step, index.get())) {
            return null;
        }
        mustBeOurs(step, index.get());
        var neededBy = index.get().neededBy();
        if (neededBy != null) {
            throw Problem.refused(
                    "Index " + step.object() + " is now needed by " + neededBy + "; it is left as it is", null);
        }
        return Statements.send(runner, step, step.undo());
    }

    static void mustBeOurs(AppliedStep step, LiveIndex index) {
        if (step.definition() != null && !index.definition().equals(step.definition())) {
            throw Problem.refused(
                    "Index " + step.object() + " is not the one that Howdah made (" + step.definition() + ") but "
                            + index.definition() + "; it is left as it is. Rename or drop it, then undo again",
                    null);
        }
    }

    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        var index = LiveIndex.named(runner.session(), step.object());
        if (index.isPresent() && remainders.isOf(step, index.get())) {
            if (!remainders.drop(step, index.get())) {
                return runner.journal().ends(step, Remainders.unfinished(step), reason, null);
            }
            index = Optional.empty();
        }
        return made(runner, step, index.filter(LiveIndex::valid), reason);
    }

    /** Says in the journal whether the index that a step is to make is there. */
    static AppliedStep made(Runner runner, AppliedStep step, Optional<LiveIndex> index, String reason)
            throws SQLException {
        boolean undoing = step.state() == StepState.UNDOING;
        if (index.isEmpty()) {
            return runner.journal().ends(step, undoing ? StepState.UNDONE : StepState.CLEANED, reason, null);
        }
        if (!undoing && step.definition() == null) {
            runner.journal().made(step, index.get().definition());
        }
        return runner.journal().ends(step, StepState.DONE, reason, null);
    }
}
