package io.howdah.engine.apply;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an extension, in one transaction with its entry in the journal; taken back by dropping it, if nothing depends on it. */
final class ExtensionCreation implements Operation {

    private final Runner runner;

    ExtensionCreation(Runner runner) {
        this.runner = runner;
    }

    /** An extension as the target database has it now. */
    record LiveExtension(long oid, String schema, String version) {

        static Optional<LiveExtension> named(Session session, String name) throws SQLException {
            return session.first("""
                    SELECT e.oid::bigint, n.nspname, e.extversion
                      FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
                     WHERE e.extname = ?""", LiveExtension::read, name);
        }

        private static LiveExtension read(ResultSet row) throws SQLException {
            return new LiveExtension(row.getLong(1), row.getString(2), row.getString(3));
        }
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException {
        var session = runner.session();
        session.inTransaction(() -> {
            session.execute(step.sql().getFirst());
            var made = live(step).orElseThrow();
            runner.journal().made(step, step.object().name() + " " + made.version());
            runner.journal().identified(step, made.oid());
            runner.journal().ends(step, StepState.DONE, null, null);
        });
        return null;
    }

    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException {
        var present = live(step);
        if (present.isEmpty()) {
            return null;
        }
        if (present.get().oid() != step.objectOid()) {
            throw Problem.refused(
                    "Extension " + step.object().name() + " is not the one that Howdah made; it is left as it is",
                    null);
        }
        var session = runner.session();
        session.inTransaction(() -> {
            session.execute(step.undo().getFirst());
            runner.journal().ends(step, StepState.UNDONE, null, null);
        });
        return null;
    }

    private Optional<LiveExtension> live(AppliedStep step) throws SQLException {
        return LiveExtension.named(runner.session(), step.object().name());
    }

    /** What was begun and is not in the journal as ended did not happen. */
    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        if (step.state() == StepState.DONE || step.state() == StepState.UNDONE) {
            return step;
        }
        boolean there = step.state() == StepState.UNDOING && live(step).isPresent();
        var without = step.state() == StepState.UNDOING ? StepState.UNDONE : StepState.CLEANED;
        return runner.journal().ends(step, there ? StepState.DONE : without, reason, null);
    }
}
