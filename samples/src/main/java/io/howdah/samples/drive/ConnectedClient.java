package io.howdah.samples.drive;

import io.howdah.samples.data.Chance;
import io.howdah.samples.drive.Turns.Turn;
import io.howdah.samples.workload.Action;
import io.howdah.samples.workload.Client;
import io.howdah.samples.workload.Statement;
import io.howdah.samples.workload.Workload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.PGConnection;

/** A client of the application on a connection of its own. Its thread does the actions; others may cancel it. */
final class ConnectedClient implements Client, AutoCloseable {

    /** What ends a transaction of several statements. */
    static final Statement COMMIT = new Statement("commit", "commit", true);

    private static final int ACTION = 32;
    private static final long STEP_MILLIS = 10;

    private final Workload workload;
    private final int number;
    private final int clients;
    private final long seed;
    private final Recorder recorder;
    private final Connection connection;
    private final int serverProcess;
    private final Map<String, Deque<UUID>> remembered = new HashMap<>();
    private Chance chance = new Chance(0, 0, 0);
    private long position;

    ConnectedClient(WorkloadDriver driver, int number, Recorder recorder) throws SQLException {
        this.workload = driver.workload();
        this.number = number;
        this.clients = driver.clients();
        this.seed = driver.seed();
        this.recorder = recorder;
        this.connection = driver.connections().open();
        this.serverProcess = introduced(connection, workload.application());
    }

    /** Shows the application's name to the server; gives the number of the server's process. */
    private static int introduced(Connection connection, String application) throws SQLException {
        try {
            connection.setClientInfo("ApplicationName", application);
            return connection.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException refused) {
            connection.close();
            throw refused;
        }
    }

    void act(Turn turn) throws SQLException {
        position = turn.position();
        chance = new Chance(seed, ACTION, position);
        turn.action().script().run(this);
    }

    @Override
    public List<Object> send(Statement statement, Object... parameters) throws SQLException {
        return send(statement, statement.text(), parameters);
    }

    @Override
    public List<Object> sendInText(Statement statement, Object... parameters) throws SQLException {
        return send(statement, Literals.in(statement.text(), parameters));
    }

    private List<Object> send(Statement statement, String text, Object... parameters) throws SQLException {
        var from = System.nanoTime();
        try (var prepared = connection.prepareStatement(text)) {
            for (int i = 0; i < parameters.length; i++) {
                prepared.setObject(i + 1, parameters[i]);
            }
            var first = new ArrayList<>();
            var rows = prepared.execute() ? read(prepared, first) : prepared.getUpdateCount();
            recorder.succeeded(statement, from, System.nanoTime(), rows);
            return first;
        } catch (SQLException failure) {
            recorder.failed(statement);
            throw failure;
        }
    }

    /** Reads every column of every row, as an application does. */
    private static long read(PreparedStatement prepared, List<Object> first) throws SQLException {
        try (var rows = prepared.getResultSet()) {
            var columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                first.add(rows.getObject(1));
                for (int column = 2; column <= columns; column++) {
                    rows.getObject(column);
                }
            }
        }
        return first.size();
    }

    @Override
    public void together(Action.Script script) throws SQLException {
        connection.setAutoCommit(false);
        try {
            script.run(this);
            var from = System.nanoTime();
            connection.commit();
            recorder.succeeded(COMMIT, from, System.nanoTime(), 0);
        } catch (SQLException failure) {
            connection.rollback();
            throw failure;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    @Override
    public Chance chance() {
        return chance;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public int clients() {
        return clients;
    }

    @Override
    public OffsetDateTime now() {
        return workload.now().plusMillis(position * STEP_MILLIS).atOffset(ZoneOffset.UTC);
    }

    @Override
    public UUID newKey() {
        return UUID.randomUUID();
    }

    @Override
    public void remember(String what, UUID key) {
        remembered.computeIfAbsent(what, kind -> new ArrayDeque<>()).add(key);
    }

    @Override
    public UUID recall(String what, UUID otherwise) {
        var keys = remembered.get(what);
        return keys == null || keys.isEmpty() ? otherwise : keys.remove();
    }

    int serverProcess() {
        return serverProcess;
    }

    boolean isUsable() throws SQLException {
        return !connection.isClosed();
    }

    /** Cancels what runs on the server; called by other threads. */
    void cancel() {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException unreachable) {
            // The server is gone, and with it what was to be cancelled: the client's thread hears of that by itself.
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
