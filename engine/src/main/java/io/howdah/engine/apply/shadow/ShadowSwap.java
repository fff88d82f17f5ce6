package io.howdah.engine.apply.shadow;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Barrier;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.apply.run.Transaction;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the new table into the old one's place, and the old one back; nothing that was written since is lost by either. */
final class ShadowSwap implements Operation {

    private static final int TRIES = 5;

    private final Runner runner;

    ShadowSwap(Runner runner) {
        this.runner = runner;
    }

    /** Rows came late while the lock was waited for. */
    private static final class Late extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        var spec = ShadowSpec.of(step);
        var before = CatalogLines.of(runner.session(), spec.inUse());
        mustBeAsPlanned(spec, before);
        var held = swapped(step, new LateRows(runner, spec));
        mustBeAsWished(step, spec, before);
        return held;
    }

    private void mustBeAsPlanned(ShadowSpec spec, List<String> before) {
        var differences = CatalogLines.unwanted(spec.catalog(), before, List.of());
        if (!differences.isEmpty()) {
            throw Problem.refused(
                    "Somebody has changed table " + spec.table()
                            + " since its rewrite was planned, and the new table does not"
                            + " know of it:\n  " + String.join("\n  ", differences)
                            + "\nTake that back and resume, or undo and plan the rewrite again",
                    null);
        }
    }

    /** Nothing but what was wished may be other than before; else all is put back at once. */
    private void mustBeAsWished(AppliedStep step, ShadowSpec spec, List<String> before) throws SQLException {
        var after = CatalogLines.of(runner.session(), spec.inUse());
        var order = spec.order();
        var wished = order == null ? before : CatalogLines.clusteredOn(order.index(), before);
        var differences = spec.partitioned()
                ? CatalogLines.unwanted(
                        CatalogLines.withoutStorage(wished), CatalogLines.withoutStorage(after), spec.changed())
                : CatalogLines.unwanted(wished, after, spec.changed());
        if (!differences.isEmpty()) {
            Transaction.together(runner, step, step.undo(), StepState.CLEANED, () -> {});
            throw Problem.internal(
                    "The new table of " + spec.table()
                            + " differed from the old one in what nobody wished, so it was taken out of its"
                            + " place again:\n  " + String.join("\n  ", differences),
                    null);
        }
    }

    private @Nullable String swapped(AppliedStep step, LateRows late) throws SQLException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return Transaction.together(runner, step, step.sql(), StepState.DONE, () -> {
                    if (late.some()) {
                        throw new Late();
                    }
                });
            } catch (Late e) {
                if (attempt >= TRIES) {
                    throw Problem.refused("Rows that cannot be taken over at once keep coming; try again later", e);
                }
                late.bringIntoStep();
                Barrier.pass(runner, step);
            }
        }
    }

    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException {
        var spec = ShadowSpec.of(step);
        return Transaction.together(runner, step, step.undo(), StepState.UNDONE, () -> mustBeInStep(spec));
    }

    /** Neither this table nor any that changes with it. */
    private void mustBeInStep(ShadowSpec spec) throws SQLException {
        var session = runner.session();
        var lost = session.first(
                "SELECT lost FROM howdah.shadow WHERE source = ANY (CAST(CAST(? AS text[]) AS oid[])) AND lost IS NOT NULL"
                        + " ORDER BY source <> CAST(? AS oid)",
                row -> row.getString(1),
                session.array(spec.group()),
                spec.oid());
        if (lost.isPresent()) {
            throw Problem.refused(
                    "Table " + spec.table()
                            + " cannot go back to what it was: something was written since that the old table"
                            + " cannot hold (" + lost.get() + ")",
                    null);
        }
    }

    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        Barrier.tidy(runner);
        return Operation.asBefore(runner, step, reason);
    }
}
