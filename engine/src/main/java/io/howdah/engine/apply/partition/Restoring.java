package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.StepState;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Reads a table back from an archive, in one transaction with the entry in the journal. */
public final class Restoring implements Operation {

    private final Runner runner;

    public Restoring(Runner runner) {
        this.runner = runner;
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException {
        var file = Path.of(Objects.requireNonNull(UpkeepDetail.of(step).file()));
        Plainly.read(runner.session(), () -> {
            for (var sql : step.sql()) {
                if (sql.startsWith("COPY ")) {
                    copy(file, sql);
                } else {
                    runner.session().execute(sql);
                }
            }
            runner.journal().ended(step, StepState.DONE);
        });
        return null;
    }

    private void copy(Path file, String sql) throws SQLException {
        try (var archive = ArchiveFile.open(file)) {
            runner.session()
                    .connection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(sql, archive.rows());
            archive.mustBeWhole();
        } catch (IOException e) {
            throw Problem.refused("Reading " + file + " failed: " + e, e);
        }
    }

    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException {
        runner.session().inTransaction(() -> {
            for (var sql : step.undo()) {
                runner.session().execute(sql);
            }
            runner.journal().ended(step, StepState.UNDONE);
        });
        return null;
    }

    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        return Operation.asBefore(runner, step, reason);
    }
}
