package io.howdah.engine.apply.run;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements that may take long, each by itself: they block neither readers nor writers, leave nothing when they are stopped, and
 * do no harm when they are run again. VALIDATE CONSTRAINT, ANALYZE and REFRESH … CONCURRENTLY are such.
 */
public final class LongWork implements Operation {

    private final Runner runner;

    public LongWork(Runner runner) {
        this.runner = runner;
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        return send(step, step.sql());
    }

    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException, InterruptedException {
        return send(step, step.undo());
    }

    @Nullable
    String send(AppliedStep step, List<String> statements) throws SQLException, InterruptedException {
        var waits = new ArrayList<String>();
        for (String sql : statements) {
            Optional.ofNullable(runner.runLong(step, sql)).ifPresent(waits::add);
        }
        return waits.isEmpty() ? null : String.join("; ", waits);
    }

    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        return Operation.asBefore(runner, step, reason);
    }
}
