package io.howdah.engine.apply.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;

/** What goes wrong around one write of the tool. */
enum Faults {
    /** The tool is killed; the server has committed the write. */
    KILLED(false),
    /** The tool is killed while the server is at the write, and the server goes on with it for a while. */
    KILLED_WITHIN(false),
    /** The server has committed the write, and the tool is not told, as the connection breaks. */
    ANSWER_LOST(false),
    /** The pooler through which the tool has come is killed while the server is at the write, and comes back. */
    POOLER_KILLED(false),
    /** Somebody ends the tool's session just before the write. */
    TERMINATED(false),
    /** Somebody cancels what the tool's session is at. */
    CANCELLED(false),
    /** The user stops the tool. */
    INTERRUPTED(false),
    /** The server goes down and comes back when it has committed the write. */
    CRASHED(true),
    /** The process that works for the tool is killed with the write under way; the server restarts all its processes. */
    BACKEND_KILLED(true);

    /** Whether everybody's connections are lost. */
    private final boolean ofTheServer;

    Faults(boolean ofTheServer) {
        this.ofTheServer = ofTheServer;
    }

    String title() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    Probe.Fault in(Life life, long seed) {
        life.ledger().mayCut(ofTheServer);
        if (this == POOLER_KILLED) {
            return ofThePooler(life, seed);
        }
        return new Probe.Fault() {
            @Override
            public void before(Probe probe, Connection connection, String sql) throws SQLException {
                Faults.this.before(probe, connection, life, seed);
            }

            @Override
            public void after(Probe probe, Connection connection, String sql) throws SQLException {
                Faults.this.after(probe, connection, life);
            }
        };
    }

    private void before(Probe probe, Connection connection, Life life, long seed) throws SQLException {
        switch (this) {
            case KILLED_WITHIN -> probe.killSoon(connection, Math.floorMod(seed, 6000L));
            case TERMINATED -> {
                probe.happened();
                life.db().query("select pg_terminate_backend(" + pid(connection) + ", 5000)");
            }
            case CANCELLED -> {
                probe.happened();
                cancelSoon(life, pid(connection), Math.floorMod(seed, 3000L));
            }
            case INTERRUPTED -> {
                probe.happened();
                Thread.currentThread().interrupt();
            }
            case BACKEND_KILLED -> {
                probe.happened();
                life.server().killBackend(pid(connection));
            }
            case KILLED, ANSWER_LOST, CRASHED, POOLER_KILLED -> {}
        }
    }

    private void after(Probe probe, Connection connection, Life life) throws SQLException {
        switch (this) {
            case KILLED -> probe.kill(connection);
            case ANSWER_LOST -> {
                connection.abort(Runnable::run);
                throw new SQLException("An I/O error occurred while reading the answer", "08006");
            }
            case CRASHED -> life.server().crash();
            case KILLED_WITHIN, TERMINATED, CANCELLED, INTERRUPTED, BACKEND_KILLED, POOLER_KILLED -> {}
        }
    }

    private static Probe.Fault ofThePooler(Life life, long seed) {
        var pooler = life.throughPooler();
        return new Probe.Fault() {
            @Override
            public void before(Probe probe, Connection connection, String sql) {
                probe.happened();
                life.soon(() -> {
                    LockSupport.parkNanos(Math.floorMod(seed, 6000L) * 1000);
                    pooler.killAndStart();
                });
            }
        };
    }

    private static int pid(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    private static void cancelSoon(Life life, int pid, long micros) throws SQLException {
        var other = life.admin();
        life.other(() -> {
            try (other;
                    var statement = other.createStatement()) {
                for (int i = 0; i < 10; i++) {
                    LockSupport.parkNanos(micros * 100);
                    statement.execute("select pg_cancel_backend(" + pid + ")");
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
