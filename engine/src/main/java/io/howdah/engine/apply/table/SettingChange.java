package io.howdah.engine.apply.table;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.change.AlterSystem;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sets a parameter of the server and lets it be read. ALTER SYSTEM cannot be in a transaction: what became of it is read from the file
 * that it writes.
 */
public final class SettingChange implements Operation {

    private static final Duration UNTIL_READ = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** The last entry of the file counts; one that was reset has none. */
    private static final String IN_FILE = """
            SELECT setting FROM pg_catalog.pg_file_settings
             WHERE name = ? AND sourcefile ~ '[/\\\\]postgresql\\.auto\\.conf$' ORDER BY seqno DESC LIMIT 1""";

    private static final String ERROR = """
            SELECT error FROM pg_catalog.pg_file_settings
             WHERE name = ? AND error IS NOT NULL AND error <> 'setting could not be applied' LIMIT 1""";

    private static final String LOADED = "SELECT pg_catalog.pg_conf_load_time()::text";

    private final Runner runner;

    public SettingChange(Runner runner) {
        this.runner = runner;
    }

    /** What ALTER SYSTEM has set; empty where it has set nothing. */
    static Optional<String> inFile(Session session, String setting) throws SQLException {
        return session.first(IN_FILE, row -> row.getString(1), setting);
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException {
        return set(step, step.sql());
    }

    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException {
        return set(step, step.undo());
    }

    private @Nullable String set(AppliedStep step, List<String> statements) throws SQLException {
        for (String sql : statements) {
            runner.session().execute(sql);
        }
        var error = runner.session()
                .first(ERROR, row -> row.getString(1), step.object().name());
        if (error.isPresent()) {
            throw Problem.refused(
                    "The server would not read " + step.object().name() + ": " + error.get()
                            + ". Nothing was loaded; undo takes it back",
                    null);
        }
        reload();
        if (runner.session()
                .holds(
                        "SELECT pending_restart FROM pg_catalog.pg_settings WHERE name = ?",
                        step.object().name())) {
            runner.tell(new ApplyEvent.Told(step.object().name() + " is in force when the server is restarted"));
        }
        return null;
    }

    /** Returns when the server has read its files, so that sessions that begin then have the new value. */
    private void reload() throws SQLException {
        var before = loaded();
        runner.session().holds("SELECT pg_catalog.pg_reload_conf()");
        long end = runner.time().nanos() + UNTIL_READ.toNanos();
        while (loaded().equals(before) && runner.time().nanos() < end) {
            runner.time().sleep(LOOK_AGAIN);
        }
    }

    private String loaded() throws SQLException {
        return runner.session().first(LOADED, row -> row.getString(1)).orElse("");
    }

    /** Whether the file has what the step, or its undo, was to write there. */
    private boolean isAs(AppliedStep step, String statement) throws SQLException {
        var setting = step.object().name();
        var values = inFile(runner.session(), setting)
                .map(v -> SettingPlan.values(setting, v))
                .orElse(List.of());
        return new AlterSystem(setting, values).sql().equals(statement);
    }

    /** What was written but perhaps not read by the server is read by it now. */
    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        boolean before = isAs(step, step.undo().getFirst());
        reload();
        if (step.state() == StepState.UNDOING) {
            return runner.journal().ends(step, before ? StepState.UNDONE : StepState.DONE, reason, null);
        }
        return runner.journal().ends(step, before ? StepState.CLEANED : StepState.DONE, reason, null);
    }
}
