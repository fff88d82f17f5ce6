package io.howdah.engine.apply.batch;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.BatchProgress;
import io.howdah.engine.apply.run.Blockers;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Runner;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Work on many rows in batches, each a transaction of its own that is over before a writer of its rows has waited for long.
 *
 * <p>A batch commits without waiting for the disk. Its cursor is in the journal by the same commit, and commits reach the disk in
 * order: what a crash of the server takes from us it takes together with the cursor, and the work goes on from the batch before.
 * A step that comes after commits as usual, which brings all batches to the disk with it.
 *
 * <p>A batch waits for another's row only for so short a time that no deadlock is ever looked for: the server looks after
 * {@code deadlock_timeout}, and whoever stands in a circle with us goes on as soon as we have stepped back.
 */
public final class Batches {

    private static final String LIMITS = "SET LOCAL synchronous_commit = off; SET LOCAL lock_timeout = '20ms'";

    /** Serialization failures, deadlocks, locks that were not free, and rows that somebody else put there at the same moment. */
    private static final Set<String> TRIED_AGAIN =
            Set.of("40001", Refusals.DEADLOCK, Refusals.LOCK_NOT_AVAILABLE, Batches.DUPLICATE);

    private static final String DUPLICATE = "23505";

    /** A row that is there twice after so many tries in a row was not put there by somebody at the same moment. */
    private static final int TRIES_OF_DUPLICATES = 20;

    private static final Duration EVERY_SECOND = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** One batch, inside a transaction that was begun for it. */
    public interface Batch {

        /**
         * Does it.
         *
         * @param rows how many to do at most
         * @param cursor where to go on, as the batch before told it; null at the very beginning
         */
        Outcome run(long rows, @Nullable String cursor) throws SQLException;
    }

    /**
     * What a batch has done.
     *
     * @param rows that were handled
     * @param cursor from which the next goes on, as JSON
     * @param last whether nothing is left after it
     */
    public record Outcome(long rows, @Nullable String cursor, boolean last) {}

    private final Runner runner;
    private final AppliedStep step;
    private final long expected;
    private final Batch batch;
    private final BatchSize size;
    private final Speed speed;
    private final Brakes brakes;
    private final boolean undoing;
    private Reached reached;
    private int triesInARow;
    private long stuckSince;
    private long toldRetry = Long.MIN_VALUE;
    private long toldProgress = Long.MIN_VALUE;
    private long askedForPause = Long.MIN_VALUE;

    private Batches(Runner runner, AppliedStep step, long expected, Batch batch) throws SQLException {
        this.runner = runner;
        this.step = step;
        this.expected = expected;
        this.batch = batch;
        size = new BatchSize(runner.options().pace().batch());
        speed = new Speed(runner.time());
        var known = runner.journal().step(step.application(), step.position());
        undoing = Reached.isUndoing(known);
        reached = Reached.of(known);
        brakes = Brakes.of(runner, step, expected);
    }

    /**
     * Runs batch after batch until the last. How far it came is written to the journal in each batch's own transaction, so that a
     * run that was killed goes on from there; applying a step and taking it back are told apart.
     *
     * @param expectedRows as estimated; 0 where it is not known
     * @return rows done in all, by this run and those before it
     */
    public static long run(Runner runner, AppliedStep step, long expectedRows, Batch batch)
            throws SQLException, InterruptedException {
        return new Batches(runner, step, expectedRows, batch).run();
    }

    private long run() throws SQLException, InterruptedException {
        stuckSince = runner.time().nanos();
        while (!reached.last()) {
            stopIfInterrupted();
            waitWhilePaused();
            double share = shareLeftToUs();
            long begun = runner.time().nanos();
            if (attempt()) {
                var took = Duration.ofNanos(runner.time().nanos() - begun);
                tellProgress(brakes.says(), reached.last());
                if (!reached.last()) {
                    rest(runner.options().pace().rest() + 1 / share - 1, took);
                }
            }
        }
        return reached.rows();
    }

    /** Whether the batch was done; else it is to be tried again. */
    private boolean attempt() throws SQLException, InterruptedException {
        long begun = runner.time().nanos();
        try {
            var next = transaction();
            size.took(Duration.ofNanos(runner.time().nanos() - begun), next.rows() - reached.rows());
            speed.advanced(next.rows() - reached.rows());
            reached = next;
            triesInARow = 0;
            stuckSince = runner.time().nanos();
            return true;
        } catch (SQLException e) {
            if (!TRIED_AGAIN.contains(Refusals.state(e)) || isStuck(e)) {
                throw e;
            }
            size.halve();
            tryAgainLater();
            return false;
        }
    }

    private Reached transaction() throws SQLException {
        var next = new Reached[1];
        runner.session().inTransaction(() -> {
            runner.session().execute(LIMITS);
            next[0] = reached.after(batch.run(size.rows(), reached.cursor()));
            runner.journal().progresses(step, next[0].json(undoing));
        });
        return next[0];
    }

    private boolean isStuck(SQLException e) {
        triesInARow++;
        if (DUPLICATE.equals(Refusals.state(e))) {
            return triesInARow >= TRIES_OF_DUPLICATES;
        }
        return isOver(stuckSince, runner.options().lockBudget().patience());
    }

    private void tryAgainLater() throws SQLException, InterruptedException {
        var random = RandomGenerator.getDefault();
        var longest = FIRST_PAUSE.multipliedBy(1L << Math.min(triesInARow, 7));
        var pause = (longest.compareTo(LONGEST_PAUSE) < 0 ? longest : LONGEST_PAUSE).dividedBy(2);
        pause = pause.plusNanos(random.nextLong(pause.toNanos()));
        if (isOver(toldRetry, EVERY_SECOND)) {
            toldRetry = runner.time().nanos();
            var blockers = Blockers.holding(runner.session(), step.tableOid());
            runner.tell(new ApplyEvent.Retrying(step.summary(), triesInARow, pause, blockers));
        }
        sleep(pause);
    }

    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void waitWhilePaused() throws SQLException, InterruptedException {
        if (!isOver(askedForPause, EVERY_SECOND)) {
            return;
        }
        boolean said = false;
        while (runner.journal().paused(step.application())) {
            if (!said) {
                runner.tell(new ApplyEvent.Told("Paused; it goes on when that is wished, from where it is"));
                said = true;
            }
            tellProgress("it is paused", false);
            sleep(EVERY_SECOND);
        }
        askedForPause = runner.time().nanos();
    }

    /** How much of the speed that the server allows may be ours; waits while it is none. */
    private double shareLeftToUs() throws SQLException, InterruptedException {
        double share = brakes.share();
        while (share <= 0) {
            tellProgress(brakes.says(), false);
            sleep(EVERY_SECOND);
            waitWhilePaused();
            share = brakes.share();
        }
        return share;
    }

    private void rest(double share, Duration took) throws InterruptedException {
        if (share > 0) {
            sleep(Duration.ofNanos(Math.round(took.toNanos() * share)));
        }
    }

    private void tellProgress(@Nullable String slowedBy, boolean anyway) {
        if (anyway || isOver(toldProgress, runner.options().sampling())) {
            toldProgress = runner.time().nanos();
            var progress = new BatchProgress(reached.rows(), expected, speed.perSecond(), slowedBy);
            runner.tell(new ApplyEvent.Advanced(step, progress));
        }
    }

    private boolean isOver(long since, Duration time) {
        return since == Long.MIN_VALUE || runner.time().nanos() - since >= time.toNanos();
    }

    private void sleep(Duration pause) throws InterruptedException {
        try {
            runner.time().sleep(pause);
        } catch (Problem e) {
            if (e.kind() == Problem.Kind.INTERRUPTED && Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            throw e;
        }
    }
}
