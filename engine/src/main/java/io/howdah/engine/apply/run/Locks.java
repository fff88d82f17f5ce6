package io.howdah.engine.apply.run;

import io.howdah.engine.Problem;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Takes strong locks without letting others queue behind us.
 *
 * <p>A request that waits for ACCESS EXCLUSIVE stops all who come after it, so a long reader before us would freeze every
 * writer. We ask with NOWAIT, again and again; an automatic vacuum is made to step aside by asking for SHARE UPDATE EXCLUSIVE
 * first, in whose queue no reader and no writer stands. Only when asking has not helped for long do we stand in the queue, for
 * a part of what a writer may wait. Work that takes longer than the budget under the locks is rolled back.
 */
public final class Locks {

    private static final Pattern ASKED = Pattern.compile("LOCK TABLE (.*) IN ([A-Z ]+) MODE NOWAIT", Pattern.DOTALL);

    /** Work that took too long under the locks may do better when the server is less busy. */
    private static final int TRIES_OF_SLOW_WORK = 5;

    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    private final Runner runner;
    private final List<String> asked;
    private final long begun;
    private int requests;
    private int stays;
    private int tooSlow;
    private long toldLast;
    private Duration queued = Duration.ZERO;
    private List<Blocker> blockers = List.of();

    private Locks(Runner runner, List<String> asked) {
        this.runner = runner;
        this.asked = asked;
        begun = runner.time().nanos();
        toldLast = begun;
    }

    /** The statement that asks for a lock; {@code relation} is quoted, with ONLY in front where its partitions are not meant. */
    public static String ask(String relation, String mode) {
        return "LOCK TABLE " + relation + " IN " + mode + " MODE NOWAIT";
    }

    static boolean isAsked(String sql) {
        return ASKED.matcher(sql).matches();
    }

    /**
     * Does work in one transaction under locks.
     *
     * @param asked statements made by {@link #ask}, in the order in which they are taken
     */
    public static Held within(Runner runner, List<String> asked, Session.Work work) throws SQLException {
        return new Locks(runner, asked).take(work);
    }

    private Held take(Session.Work work) throws SQLException {
        while (true) {
            try {
                return attempt(work);
            } catch (SQLException e) {
                if (!Runner.worthAnotherTry(e)) {
                    throw e;
                }
                lookWhoIsInTheWay();
                giveUpInTheEnd(e);
            } catch (TooSlow e) {
                if (++tooSlow >= TRIES_OF_SLOW_WORK) {
                    throw Problem.refused(e.getMessage() + ", " + tooSlow + " times; it was rolled back each time", e);
                }
                runner.tell(new ApplyEvent.Told(e.getMessage() + "; it was rolled back and is tried again"));
            }
            runner.time().sleep(pause());
        }
    }

    private boolean probing() {
        return elapsed().compareTo(budget().probing()) < 0;
    }

    private Duration pause() {
        return probing() || stays == 0
                ? budget().pause(RandomGenerator.getDefault())
                : budget().rest(budget().stay(stays - 1), RandomGenerator.getDefault());
    }

    private Held attempt(Session.Work work) throws SQLException {
        requests++;
        var granted = new AtomicLong();
        try {
            runner.session().inTransaction(() -> {
                prepare();
                granted.set(runner.time().nanos());
                ask();
                work.run();
                var held = Duration.ofNanos(runner.time().nanos() - granted.get());
                if (held.compareTo(budget().writer()) > 0 && !asked.isEmpty()) {
                    throw new TooSlow(held, budget().writer());
                }
            });
        } catch (SQLException e) {
            if (Refusals.CANCELED.equals(Refusals.state(e))
                    && Refusals.message(e).contains("statement timeout")) {
                throw new TooSlow(budget().writer(), budget().writer());
            }
            throw e;
        }
        return new Held(
                requests,
                Duration.ofNanos(granted.get() - begun),
                queued,
                Duration.ofNanos(runner.time().nanos() - granted.get()),
                blockers);
    }

    private void ask() throws SQLException {
        if (asked.isEmpty()) {
            return;
        }
        if (probing()) {
            runner.session().execute(String.join(";\n", asked));
        } else {
            stay(budget().stay(stays++));
        }
    }

    /** In the queue, for all locks together no longer than this. */
    private void stay(Duration longest) throws SQLException {
        queued = queued.compareTo(longest) > 0 ? queued : longest;
        long end = runner.time().nanos() + longest.toNanos();
        for (String sql : asked) {
            long left = Math.max(1, (end - runner.time().nanos()) / 1_000_000);
            runner.session().execute("SET LOCAL lock_timeout = '" + left + "ms'");
            runner.session().execute(sql.replace(" NOWAIT", ""));
        }
        runner.session()
                .execute("SET LOCAL lock_timeout = '"
                        + budget().writer().dividedBy(2).toMillis() + "ms'");
    }

    /**
     * The work may need further locks, and no statement of it may make writers wait for longer than they may. The disk is not waited
     * for while the locks are held: the journal's next entry, which tells that the step has ended, brings this commit to it.
     */
    private void prepare() throws SQLException {
        if (blockers.stream().anyMatch(Blocker::automaticVacuum)) {
            pushVacuumAside();
        }
        var own = "SET LOCAL lock_timeout = '" + budget().writer().dividedBy(2).toMillis() + "ms'";
        runner.session()
                .execute(
                        asked.isEmpty()
                                ? own
                                : own + "; SET LOCAL synchronous_commit = off; SET LOCAL statement_timeout = '"
                                        + budget().writer().toMillis() + "ms'");
    }

    private void pushVacuumAside() throws SQLException {
        var session = runner.session();
        session.execute("SET LOCAL lock_timeout = '" + LockBudget.AUTOVACUUM_GIVES_WAY.toMillis() + "ms'");
        for (String sql : asked) {
            var parts = ASKED.matcher(sql);
            if (parts.matches()) {
                session.execute("LOCK TABLE " + parts.group(1) + " IN SHARE UPDATE EXCLUSIVE MODE");
            }
        }
    }

    private void lookWhoIsInTheWay() throws SQLException {
        long now = runner.time().nanos();
        if (requests > 1 && now - toldLast < TELL_EVERY.toNanos()) {
            return;
        }
        var relations = asked.stream().map(Locks::relation).toList();
        blockers = Blockers.holding(runner.session(), relations);
        if (now - toldLast >= TELL_EVERY.toNanos()) {
            toldLast = now;
            runner.tell(new ApplyEvent.Retrying(String.join("; ", asked), requests, budget().pause(), blockers));
        }
    }

    private static String relation(String sql) {
        var parts = ASKED.matcher(sql);
        return parts.matches() ? parts.group(1).replaceFirst("^ONLY ", "") : sql;
    }

    private void giveUpInTheEnd(SQLException e) {
        if (elapsed().compareTo(budget().patience()) > 0) {
            throw Problem.refused(
                    "The lock was not free for " + elapsed().toSeconds() + " s"
                            + (blockers.isEmpty() ? "" : ", last because of " + blockers.getFirst()),
                    e);
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(runner.time().nanos() - begun);
    }

    private LockBudget budget() {
        return runner.options().lockBudget();
    }

    /** What was to be done under the locks would have made writers wait for too long. */
    private static final class TooSlow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooSlow(Duration held, Duration budget) {
            super("Under the lock it took " + held.toMillis() + " ms, where writers may wait for " + budget.toMillis()
                    + " ms");
        }
    }
}
