package io.howdah.engine.apply.run;

import io.howdah.engine.Problem;
import io.howdah.engine.postgres.Sessions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks, from a second session, how far a statement is and whom it waits for. */
public final class Watch implements AutoCloseable {

    private static final String PROGRESS = """
            SELECT phase, blocks_done, blocks_total, tuples_done, tuples_total
              FROM pg_catalog.pg_stat_progress_create_index WHERE pid = ?""";

    private final Runner runner;
    private final AppliedStep step;
    private final Sessions sessions;
    private final long begun;
    private long lookedLast;
    private Duration waited = Duration.ZERO;
    private @Nullable String waitedFor;
    private @Nullable Session session;
    private boolean blind;

    public Watch(Runner runner, AppliedStep step, Sessions sessions) {
        this.runner = runner;
        this.step = step;
        this.sessions = sessions;
        begun = runner.time().nanos();
        lookedLast = begun;
    }

    /** Tells the listener how things stand. That nothing can be seen does not stop the statement, but is said once. */
    public void look() {
        if (blind) {
            return;
        }
        try {
            runner.tell(new ApplyEvent.Running(step, progress(open())));
        } catch (SQLException e) {
            blind(Refusals.message(e));
        } catch (Problem e) {
            if (e.kind() != Problem.Kind.UNREACHABLE && e.kind() != Problem.Kind.REFUSED) {
                throw e;
            }
            blind(e.text());
        }
    }

    private void blind(String reason) {
        blind = true;
        runner.tell(new ApplyEvent.Told("Progress cannot be shown, the work goes on: " + reason));
    }

    private Session open() throws SQLException {
        if (session == null) {
            session = new Session(sessions.readOnly());
        }
        return session;
    }

    private BuildProgress progress(Session at) throws SQLException {
        var blockers = Blockers.of(at, runner.pid());
        long now = runner.time().nanos();
        if (!blockers.isEmpty()) {
            waited = waited.plusNanos(now - lookedLast);
            waitedFor = blockers.getFirst().toString();
        }
        lookedLast = now;
        var elapsed = Duration.ofNanos(now - begun);
        return at.first(PROGRESS, row -> read(row, elapsed, blockers), runner.pid())
                .orElse(new BuildProgress(null, 0, 0, 0, 0, elapsed, waited, blockers));
    }

    private BuildProgress read(ResultSet row, Duration elapsed, List<Blocker> blockers) throws SQLException {
        return new BuildProgress(
                row.getString("phase"),
                row.getLong("blocks_done"),
                row.getLong("blocks_total"),
                row.getLong("tuples_done"),
                row.getLong("tuples_total"),
                elapsed,
                waited,
                blockers);
    }

    /** For the journal; null where nothing was waited for. */
    @Nullable
    public String waits() {
        return waitedFor == null ? null : waited.toMillis() + " ms, last for " + waitedFor;
    }

    @Override
    public void close() throws SQLException {
        if (session != null) {
            session.close();
        }
    }
}
