package io.howdah.engine.apply.run;

import io.howdah.engine.Problem;
import io.howdah.engine.Time;
import io.howdah.engine.postgres.Marked;
import io.howdah.engine.postgres.Sessions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The one session of a database that carries changes out at a time: it holds an advisory lock, and no statement of it is cut
 * short by a time-out of the server that was meant for others.
 */
public final class Runner implements AutoCloseable {

    /** The advisory lock: "howdah" in ASCII. Advisory locks are local to a database. */
    public static final long LOCK = 0x686f_7764_6168L;

    private static final Duration ASK_AGAIN = Duration.ofMillis(200);

    private static final String HOLDER = """
            SELECT l.pid, a.usename, a.backend_start::text AS since
              FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
             WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
               AND (l.classid::bigint << 32) | l.objid::bigint = ?
               AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())""";

    private final Sessions sessions;
    private final ApplyOptions options;
    private final ApplyListener listener;
    private final Time time;
    private Session session;
    private int pid;

    private Runner(Sessions sessions, ApplyOptions options, ApplyListener listener, Time time) throws SQLException {
        this.sessions = sessions;
        this.options = options;
        this.listener = listener;
        this.time = time;
        session = new Session(sessions.writing());
    }

    /** The runner; or, where another is at work, a problem that says who. */
    public static Runner open(Sessions sessions, ApplyOptions options, ApplyListener listener, Time time)
            throws SQLException {
        var runner = new Runner(sessions, options, listener, time);
        try {
            runner.prepare();
            return runner;
        } catch (SQLException | RuntimeException e) {
            runner.close();
            throw e;
        }
    }

    /** A new session in the place of one that was lost. */
    public void reopen() throws SQLException {
        session.close();
        session = new Session(sessions.writing());
        prepare();
    }

    private void prepare() throws SQLException {
        session.set("search_path", "pg_catalog");
        session.set("lock_timeout", "0");
        session.set("statement_timeout", "0");
        session.set("idle_session_timeout", "0");
        session.set("idle_in_transaction_session_timeout", "60s");
        setWhereKnown("transaction_timeout", "0");
        setWhereKnown("client_connection_check_interval", "2s");
        if (options.maintenanceWorkMem() != null) {
            session.set("maintenance_work_mem", options.maintenanceWorkMem());
        }
        pid = session.first("SELECT pg_catalog.pg_backend_pid()", row -> row.getInt(1))
                .orElseThrow();
        lock();
    }

    /**
     * Sets a parameter that not every version has ({@code transaction_timeout} came with 17), and not every platform takes
     * ({@code client_connection_check_interval}: with it, the server notices within seconds that we were killed).
     */
    private void setWhereKnown(String setting, String value) throws SQLException {
        try {
            session.query(
                    "SELECT pg_catalog.set_config(name, ?, false) FROM pg_catalog.pg_settings WHERE name = ?",
                    row -> row.getString(1),
                    value,
                    setting);
        } catch (SQLException e) {
            if (!"22023".equals(Refusals.state(e))) {
                throw e;
            }
        }
    }

    private void lock() throws SQLException {
        long end = time.nanos() + options.runnerPatience().toNanos();
        while (!session.holds("SELECT pg_catalog.pg_try_advisory_lock(?)", LOCK)) {
            if (time.nanos() >= end) {
                throw Problem.refused(
                        "Another Howdah is changing this database"
                                + session.first(HOLDER, Runner::holder, LOCK).orElse("")
                                + "; wait until it has ended",
                        null);
            }
            time.sleep(ASK_AGAIN);
        }
    }

    private static String holder(ResultSet row) throws SQLException {
        var since = row.getString("since");
        return ": process " + row.getInt("pid") + " of " + row.getString("usename")
                + (since == null ? "" : ", since " + since);
    }

    public Session session() {
        return session;
    }

    public int pid() {
        return pid;
    }

    public Journal journal() {
        return new Journal(session);
    }

    public ApplyOptions options() {
        return options;
    }

    public Time time() {
        return time;
    }

    public void tell(ApplyEvent event) {
        listener.on(event);
    }

    /** A connection pooler that gives each transaction another session would silently lose the lock and the settings. */
    public void makeSureOfTheLock() throws SQLException {
        boolean ours = session.holds(
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
                        + " AND pid = pg_catalog.pg_backend_pid() AND (classid::bigint << 32) | objid::bigint = ?)",
                LOCK);
        if (!ours) {
            throw Problem.refused(
                    "The connection does not stay with one server process, so it goes through a connection pooler that"
                            + " shares sessions; connect to PostgreSQL itself",
                    null);
        }
    }

    /** Runs a statement that may take long and must not be timed out; returns how long it waited for whom, if it did. */
    @Nullable
    public String runLong(AppliedStep step, String sql) throws SQLException, InterruptedException {
        try (var watch = new Watch(this, step, sessions)) {
            LongStatement.run(session.connection(), Marked.sql(sql), options.sampling(), watch::look);
            return watch.waits();
        }
    }

    /** Runs a statement that takes a strong lock for a moment: never long in the queue, and again where it is not free. */
    public void runShort(long tableOid, String sql) throws SQLException {
        runShort(tableOid, List.of(sql));
    }

    /** The same for several in one transaction. */
    public void runShort(long tableOid, List<String> statements) throws SQLException {
        again(tableOid, statements.getFirst(), options.lockBudget()::stay, () -> {
            for (String sql : statements) {
                session.execute(sql);
            }
        });
    }

    /**
     * Does work in one transaction that takes no lock but SHARE UPDATE EXCLUSIVE, in whose queue no reader and no writer waits: so
     * it stands there long enough for autovacuum to step aside.
     *
     * @param sql to be shown while a lock is not free
     */
    public void runGently(long tableOid, String sql, Session.Work work) throws SQLException {
        again(tableOid, sql, time -> LockBudget.AUTOVACUUM_GIVES_WAY, work);
    }

    /** Whether such work that puts something in order could be done now; it is not waited for long. */
    public boolean tidies(long tableOid, String sql, Session.Work work) throws SQLException {
        try {
            withLockTimeout(LockBudget.AUTOVACUUM_GIVES_WAY, work);
            return true;
        } catch (SQLException e) {
            if (!worthAnotherTry(e)) {
                throw e;
            }
            tell(new ApplyEvent.Told("Could not be run yet: " + sql + ": " + Refusals.message(e)));
            return false;
        }
    }

    private void again(long tableOid, String sql, IntFunction<Duration> stay, Session.Work work) throws SQLException {
        long end = time.nanos() + options.lockBudget().patience().toNanos();
        for (int attempt = 1; ; attempt++) {
            var timeout = stay.apply(attempt - 1);
            try {
                withLockTimeout(timeout, work);
                return;
            } catch (SQLException e) {
                if (!worthAnotherTry(e) || time.nanos() >= end) {
                    throw e;
                }
                var random = RandomGenerator.getDefault();
                var pause = timeout.equals(LockBudget.AUTOVACUUM_GIVES_WAY)
                        ? options.lockBudget().pause(random)
                        : options.lockBudget().rest(timeout, random);
                tell(new ApplyEvent.Retrying(sql, attempt, pause, Blockers.holding(session, tableOid)));
                time.sleep(pause);
            }
        }
    }

    static boolean worthAnotherTry(SQLException e) {
        return Refusals.LOCK_NOT_AVAILABLE.equals(Refusals.state(e)) || Refusals.DEADLOCK.equals(Refusals.state(e));
    }

    private void withLockTimeout(Duration timeout, Session.Work work) throws SQLException {
        session.set("lock_timeout", timeout.toMillis() + "ms");
        try {
            session.inTransaction(work);
        } finally {
            if (session.alive()) {
                session.set("lock_timeout", "0");
            }
        }
    }

    /** Gives the lock back itself: the server's process ends only a moment after the connection was closed. */
    @Override
    public void close() throws SQLException {
        try (var last = session) {
            if (last.alive()) {
                last.holds("SELECT pg_catalog.pg_advisory_unlock_all() IS NULL");
            }
        }
    }
}
