package io.howdah.engine.apply;

import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.Statements;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a partition's index a part of the index above it. That cannot be taken back by itself: the part goes when the whole is
 * dropped. So of an index that was there before, undo builds a spare, which takes its name when the whole goes.
 */
final class IndexAttachment implements Operation {

    private final Runner runner;
    private final Remainders remainders;

    IndexAttachment(Runner runner) {
        this.runner = runner;
        remainders = new Remainders(runner);
    }

    /** What the spare of an index is called until it takes that one's name. */
    static QualifiedName spare(QualifiedName index) {
        return new QualifiedName(index.schema(), Name.limited(index.name() + "_howdah_spare"));
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        var index = LiveIndex.named(runner.session(), step.object());
        if (index.filter(i -> i.partOf() != null).isPresent()) {
            return null;
        }
        if (index.isPresent() && !index.get().parent() && Siblings.wasThere(runner, step)) {
            var recipe =
                    index.get().recipe(runner.session(), spare(step.object()).name());
            runner.journal().remember(step, index.get().definition(), recipe);
        }
        return Statements.send(runner, step, step.sql());
    }

    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException, InterruptedException {
        if (!attached(step)) {
            return null;
        }
        boolean spareThere =
                LiveIndex.named(runner.session(), spare(step.object())).isPresent();
        var left = step.undo().stream()
                .filter(sql -> !spareThere || !sql.startsWith("CREATE "))
                .toList();
        return Statements.send(runner, step, left);
    }

    private boolean attached(AppliedStep step) throws SQLException {
        return LiveIndex.named(runner.session(), step.object())
                .filter(i -> i.partOf() != null)
                .isPresent();
    }

    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        if (step.state() != StepState.UNDOING) {
            return runner.journal().ends(step, attached(step) ? StepState.DONE : StepState.CLEANED, reason, null);
        }
        var spare = LiveIndex.named(runner.session(), spare(step.object())).filter(s -> remainders.isOf(step, s));
        boolean left = spare.isPresent() && !remainders.drop(step, spare.get());
        return runner.journal().ends(step, left ? StepState.UNDOING : StepState.DONE, reason, null);
    }
}
