package io.howdah.engine.apply.run;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits until no snapshot is in use any more that is older than this step. The server does that for every concurrent build of an
 * index before it marks the index valid (see WaitForOlderSnapshots in its indexcmds.c), for snapshots that our role may not see
 * too; so an index is built on an empty table of the journal and dropped again. A prepared transaction reads nothing any more
 * and is not waited for.
 */
public final class Barrier implements Operation {

    private static final String DROP = "DROP INDEX IF EXISTS howdah.passed";

    /** What passes the barrier. */
    public static final List<String> SQL = List.of("CREATE INDEX CONCURRENTLY passed ON howdah.barrier (passed)", DROP);

    private final Runner runner;

    public Barrier(Runner runner) {
        this.runner = runner;
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        return pass(runner, step);
    }

    /** Passes it, within whatever step. */
    public static @Nullable String pass(Runner runner, AppliedStep step) throws SQLException, InterruptedException {
        runner.session().execute(DROP);
        var waits = runner.runLong(step, SQL.getFirst());
        runner.session().execute(DROP);
        return waits;
    }

    /** Removes what a passage that was killed has left. */
    public static void tidy(Runner runner) throws SQLException {
        runner.session().execute(DROP);
    }

    /** Nothing was changed. */
    @Override
    public @Nullable String undo(AppliedStep step) {
        return null;
    }

    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        tidy(runner);
        return Operation.asBefore(runner, step, reason);
    }
}
