package io.howdah.engine.apply;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.Statements;
import io.howdah.engine.apply.run.StepState;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sets a column's statistics target, in one transaction with what it was before, then gathers statistics. The journal holds the target
 * as the step's definition as long as it is set by us. Taken back where it is still the one that was set.
 */
final class TargetSetting implements Operation {

    private final Runner runner;

    TargetSetting(Runner runner) {
        this.runner = runner;
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        var alter = step.sql().getFirst();
        var analyze = step.sql().getLast();
        runner.runGently(step.tableOid(), alter, () -> {
            lock(step);
            var before = live(step);
            runner.session().execute(alter);
            var undo = Stream.concat(
                    before.stream().map(t -> t.earlier().sql(step.object().name())), Stream.of(analyze));
            runner.journal().remember(step, target(step), undo.toList());
        });
        return Statements.send(runner, step, List.of(analyze));
    }

    /** What was just set, as text. */
    private String target(AppliedStep step) throws SQLException {
        return live(step).stream()
                .findFirst()
                .map(LiveTarget::target)
                .map(String::valueOf)
                .orElseThrow();
    }

    /** Nobody else then changes a target between our looking and our setting. */
    private void lock(AppliedStep step) throws SQLException {
        var table = Objects.requireNonNull(step.table());
        runner.session().execute("LOCK TABLE " + table.quoted() + " IN SHARE UPDATE EXCLUSIVE MODE");
    }

    private List<LiveTarget> live(AppliedStep step) throws SQLException {
        return LiveTarget.of(runner.session(), step.tableOid(), step.object().name());
    }

    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException, InterruptedException {
        var live = live(step);
        if (live.isEmpty()) {
            return null;
        }
        var definition = step.definition();
        if (definition != null) {
            var present = live.getFirst();
            if (!present.is(Integer.parseInt(definition))) {
                throw Problem.refused(
                        "The statistics target of column " + step.object().name() + " of " + present.table()
                                + " is no longer " + definition + ", as Howdah set it, but "
                                + (present.target() == null ? "the default" : present.target())
                                + "; it is left as it is. Set it to " + definition + ", then undo again",
                        null);
            }
            runner.runGently(step.tableOid(), step.undo().getFirst(), () -> restore(step, definition));
        }
        return Statements.send(runner, step, List.of(step.undo().getLast()));
    }

    /** The earlier targets, on those tables where it is still ours. */
    private void restore(AppliedStep step, String set) throws SQLException {
        for (var table : live(step)) {
            var restoring = step.undo().stream()
                    .filter(sql ->
                            sql.startsWith("ALTER TABLE ONLY " + table.table().quoted() + " ALTER COLUMN "))
                    .toList();
            for (String sql : table.is(Integer.parseInt(set)) ? restoring : List.<String>of()) {
                runner.session().execute(sql);
            }
        }
        runner.journal().made(step, null);
    }

    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        var current = runner.journal().step(step.application(), step.position());
        var set = current.definition();
        if (live(step).isEmpty()) {
            boolean undoing = step.state() == StepState.UNDOING;
            return runner.journal().ends(step, undoing ? StepState.UNDONE : StepState.CLEANED, reason, null);
        }
        if (step.state() == StepState.UNDOING) {
            return runner.journal().ends(step, StepState.DONE, reason, null);
        }
        boolean restored =
                set == null || runner.tidies(step.tableOid(), current.undo().getFirst(), () -> restore(current, set));
        return runner.journal().ends(step, restored ? StepState.CLEANED : StepState.FAILED, reason, null);
    }
}
