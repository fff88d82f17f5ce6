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

/** Drops an index concurrently; taken back by building it again as it was. */
final class IndexDrop implements Operation {

    private final Runner runner;
    private final Remainders remainders;

    IndexDrop(Runner runner) {
        this.runner = runner;
        remainders = new Remainders(runner);
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        var index = LiveIndex.named(runner.session(), step.object());
        if (index.isEmpty()) {
            return null;
        }
        if (index.get().valid()) {
            runner.journal()
                    .remember(step, index.get().definition(), index.get().recipe(runner.session()));
        }
        return Statements.send(runner, step, step.sql());
    }

    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException, InterruptedException {
        if (!runner.session()
                .holds("SELECT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = CAST(? AS oid))", step.tableOid())) {
            return null;
        }
        var index = LiveIndex.named(runner.session(), step.object());
        if (index.isEmpty()) {
            return Statements.send(runner, step, step.undo());
        }
        if (!index.get().definition().equals(step.definition())) {
            throw Problem.refused(
                    "There is another index called " + step.object() + " now: "
                            + index.get().definition() + "; rename or drop it, then undo again",
                    null);
        }
        return Statements.send(
                runner,
                step,
                step.undo().stream().filter(sql -> !sql.startsWith("CREATE ")).toList());
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
        boolean there = index.filter(LiveIndex::valid).isPresent();
        boolean undoing = step.state() == StepState.UNDOING;
        // an index half recreated or recreated whole lacks what completes it, so undo is to run again
        return runner.journal().ends(step, !there || undoing ? StepState.DONE : StepState.CLEANED, reason, null);
    }
}
