package io.howdah.engine.apply;

import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.StepState;
import java.sql.SQLException;
import java.time.Duration;

/** Removes invalid indexes that a failed build or drop of ours left behind, but none that somebody is still building. */
final class Remainders {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

    /**
     * Whoever builds, rebuilds or drops an index online holds this lock on the table to the end of its work; unlike
     * pg_stat_progress_create_index, locks are visible to every role.
     */
    private static final String AT_WORK = """
            SELECT EXISTS (
              SELECT FROM pg_catalog.pg_locks
               WHERE locktype = 'relation' AND granted AND mode = 'ShareUpdateExclusiveLock' AND relation = CAST(? AS oid)
                 AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
                 AND pid <> pg_catalog.pg_backend_pid())""";

    private final Runner runner;

    Remainders(Runner runner) {
        this.runner = runner;
    }

    /** An invalid index of our step's name on our step's table, where none was before, is our remainder. */
    boolean isOf(AppliedStep step, LiveIndex index) {
        boolean onItsTable =
                step.tableOid() == 0 ? index.table().equals(step.table()) : index.tableOid() == step.tableOid();
        return !index.valid() && onItsTable;
    }

    /** The state of a step of which something is left that cannot be removed yet. */
    static StepState unfinished(AppliedStep step) {
        return step.state() == StepState.UNDOING ? StepState.UNDOING : StepState.FAILED;
    }

    /** Whether the remainder is gone. It is waited for only so long: what is in its way may last for hours. */
    boolean drop(AppliedStep step, LiveIndex index) throws SQLException {
        long end = runner.time().nanos() + runner.options().cleaningPatience().toNanos();
        while (runner.session().holds(AT_WORK, index.tableOid())) {
            if (runner.time().nanos() >= end) {
                runner.tell(
                        new ApplyEvent.Told(
                                "Index " + index.name()
                                        + " is invalid, but somebody is at work on its table and may be building it; it is left alone"));
                return false;
            }
            runner.time().sleep(LOOK_AGAIN);
        }
        var present = LiveIndex.of(runner.session(), index.oid());
        return present.isEmpty() || present.get().valid() || dropWithin(step, index);
    }

    private boolean dropWithin(AppliedStep step, LiveIndex index) throws SQLException {
        var session = runner.session();
        session.set("statement_timeout", runner.options().cleaningPatience().toMillis() + "ms");
        try {
            runner.runLong(
                    step, "DROP INDEX CONCURRENTLY IF EXISTS " + index.name().quoted());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (SQLException e) {
            runner.tell(new ApplyEvent.Told(
                    "The invalid index " + index.name() + " could not be dropped yet: " + Refusals.message(e)));
            return false;
        } finally {
            if (session.alive()) {
                session.set("statement_timeout", "0");
            }
        }
    }
}
