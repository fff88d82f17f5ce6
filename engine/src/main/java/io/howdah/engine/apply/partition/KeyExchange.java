package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.apply.run.Transaction;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts a wider unique index in the place of a key's own, in one transaction. Taken back by building the narrow one again, while the
 * table is in use, and putting it in place likewise.
 */
public final class KeyExchange implements Operation {

    private final Runner runner;

    public KeyExchange(Runner runner) {
        this.runner = runner;
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException {
        return Transaction.together(runner, step, step.sql(), StepState.DONE, () -> {});
    }

    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException, InterruptedException {
        var detail = ConversionDetail.of(step);
        var index = Objects.requireNonNull(detail.built());
        if (!valid(runner.session(), index)) {
            runner.runLong(step, "DROP INDEX CONCURRENTLY IF EXISTS " + index.quoted());
            runner.runLong(step, Objects.requireNonNull(detail.build()));
        }
        return Transaction.together(runner, step, step.undo(), StepState.UNDONE, () -> {});
    }

    /** Whether it is there whole; an invalid one is the remainder of a build of ours, as the name is. */
    private static boolean valid(Session session, QualifiedName index) throws SQLException {
        return session.holds(
                "SELECT indisvalid FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass(?)",
                index.quoted());
    }

    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        return Operation.asBefore(runner, step, reason);
    }
}
