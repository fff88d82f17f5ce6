package io.howdah.engine.apply;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.Statements;
import io.howdah.engine.apply.run.StepState;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds an index online. The server builds a second one, swaps their names, and drops the old one; stopped in the middle, it
 * leaves an invalid index whose name ends in {@code _ccnew} before the swap and in {@code _ccold} after it (manual, REINDEX).
 */
final class IndexRebuild implements Operation {

    private static final Pattern LEFT = Pattern.compile("(.+)_cc(new|old)[0-9]*");

    private final Runner runner;
    private final Remainders remainders;

    IndexRebuild(Runner runner) {
        this.runner = runner;
        remainders = new Remainders(runner);
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        var before = index(step);
        runner.journal().made(step, before.definition());
        runner.journal().identified(step, before.oid());
        runner.journal().sized(step, before.bytes(), null);
        var waits = Statements.send(runner, step, step.sql());
        runner.journal().sized(step, before.bytes(), index(step).bytes());
        return waits;
    }

    private LiveIndex index(AppliedStep step) throws SQLException {
        return LiveIndex.named(runner.session(), step.object())
                .orElseThrow(() -> Problem.refused("Index " + step.object() + " is no longer there", null));
    }

    @Override
    public @Nullable String undo(AppliedStep step) {
        return null;
    }

    /** After the swap another index has the name, so that the work is done but for the old one. */
    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        for (LiveIndex index : LiveIndex.on(runner.session(), step.tableOid())) {
            if (isLeftOf(step, index) && !remainders.drop(step, index)) {
                return runner.journal().ends(step, StepState.FAILED, reason, null);
            }
        }
        var current = runner.journal().step(step.application(), step.position());
        var index = LiveIndex.named(runner.session(), step.object());
        boolean swapped = current.objectOid() != 0
                && index.filter(i -> i.valid() && i.oid() != current.objectOid())
                        .isPresent();
        Long before = current.bytesBefore();
        if (swapped && before != null) {
            runner.journal().sized(step, before, index.get().bytes());
        }
        return runner.journal().ends(step, swapped ? StepState.DONE : StepState.CLEANED, reason, null);
    }

    /** The server cuts a long name to make room for its ending. */
    private static boolean isLeftOf(AppliedStep step, LiveIndex index) {
        var name = LEFT.matcher(index.name().name());
        return !index.valid() && name.matches() && step.object().name().startsWith(name.group(1));
    }
}
