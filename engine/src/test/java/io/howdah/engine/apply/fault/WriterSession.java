package io.howdah.engine.apply.fault;

import io.howdah.testkit.Database;
import io.howdah.testkit.Role;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** One connection of the application: as an old program that writes values into its statements, or with prepared ones. */
final class WriterSession implements AutoCloseable {

    private final Connection connection;
    private final boolean prepared;
    private Duration longest = Duration.ZERO;
    private String slowest = "";

    private WriterSession(Connection connection, boolean prepared) {
        this.connection = connection;
        this.prepared = prepared;
    }

    static WriterSession open(Database db, Role role, int isolation, boolean prepared) throws SQLException {
        var connection = DriverManager.getConnection(
                db.jdbcUrl() + "?stringtype=unspecified&ApplicationName=ledger&socketTimeout=120"
                        + (prepared ? "&prepareThreshold=1" : "&preferQueryMode=simple"),
                role.name(),
                role.password());
        connection.setTransactionIsolation(isolation);
        connection.setAutoCommit(false);
        return new WriterSession(connection, prepared);
    }

    /** How many rows it changed. */
    int update(String sql, Object... values) throws SQLException {
        long begun = System.nanoTime();
        try (var statement = statement(sql, values)) {
            return statement.executeUpdate();
        } finally {
            measured(begun, sql);
        }
    }

    /** The row, read by the application's own statement. */
    Optional<LedgerRow> row(long key, String table, States states, boolean after) throws SQLException {
        var sql = "select " + LedgerRow.columns(states.column(after)) + " from " + table + " where id = ?";
        long begun = System.nanoTime();
        try (var statement = statement(sql, key);
                var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(LedgerRow.read(rows, states)) : Optional.empty();
        } finally {
            measured(begun, sql);
        }
    }

    private PreparedStatement statement(String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(prepared ? sql : sql + " -- as text");
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private void measured(long begun, String sql) {
        var took = Duration.ofNanos(System.nanoTime() - begun);
        if (took.compareTo(longest) > 0) {
            longest = took;
            slowest = sql;
        }
    }

    /** The number of the transaction under way, by which its end can be asked for afterwards; empty where it wrote nothing. */
    Optional<String> transaction() throws SQLException {
        return text("select pg_catalog.pg_current_xact_id_if_assigned()::text");
    }

    /** Whether a transaction has not ended yet. One that a crashed server has lost is in the future of the server that came back. */
    boolean underWay(String transaction) throws SQLException {
        try {
            return text("select pg_catalog.pg_xact_status('" + transaction + "'::xid8)")
                    .equals(Optional.of("in progress"));
        } catch (SQLException e) {
            if (!"22023".equals(e.getSQLState())) {
                throw e;
            }
            return false;
        } finally {
            connection.rollback();
        }
    }

    /** Whether the state of rows is found under its name from after the change alone. */
    boolean moved(String table) throws SQLException {
        return text("select (not exists (select from pg_catalog.pg_attribute where attrelid = '" + table
                        + "'::regclass and attname = 'state' and not attisdropped))::text")
                .equals(Optional.of("true"));
    }

    private Optional<String> text(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return Optional.ofNullable(rows.getString(1));
        }
    }

    void commit() throws SQLException {
        long begun = System.nanoTime();
        connection.commit();
        measured(begun, "commit");
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    /** Whether the server has ended it, with whatever error. */
    boolean gone() throws SQLException {
        return connection.isClosed();
    }

    Duration longest() {
        return longest;
    }

    String slowest() {
        return slowest;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            // it was lost before
        }
    }
}
