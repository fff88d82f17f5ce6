package io.howdah.engine.apply.run;

import io.howdah.engine.postgres.Marked;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements on one connection, each marked as ours. */
public final class Session implements AutoCloseable {

    private final Connection connection;

    public Session(Connection connection) {
        this.connection = connection;
    }

    public Connection connection() {
        return connection;
    }

    public void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(Marked.sql(sql));
        }
    }

    /** One row of a result, made into a record. */
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... parameters) throws SQLException {
        try (var statement = prepare(sql, parameters);
                var rows = statement.executeQuery()) {
            var result = new ArrayList<T>();
            while (rows.next()) {
                result.add(reader.read(rows));
            }
            return result;
        }
    }

    /** The same of a statement without parameters, in which a question mark is an operator's. */
    public <T> List<T> queryAsWritten(String sql, RowReader<T> reader) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(Marked.sql(sql))) {
            var result = new ArrayList<T>();
            while (rows.next()) {
                result.add(reader.read(rows));
            }
            return result;
        }
    }

    public <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... parameters) throws SQLException {
        return query(sql, reader, parameters).stream().findFirst();
    }

    public boolean holds(String sql, @Nullable Object... parameters) throws SQLException {
        return first(sql, row -> row.getBoolean(1), parameters).orElse(false);
    }

    public int update(String sql, @Nullable Object... parameters) throws SQLException {
        try (var statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** Sets a parameter of the server until the session ends. */
    public void set(String setting, String value) throws SQLException {
        query("SELECT pg_catalog.set_config(?, ?, false)", row -> row.getString(1), setting, value);
    }

    /** What is done on a session. */
    public interface Work {
        void run() throws SQLException;
    }

    public void inTransaction(Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            work.run();
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            rollbackAfter(e);
            throw e;
        } finally {
            autoCommitIfAlive();
        }
    }

    private void rollbackAfter(Exception e) {
        try {
            connection.rollback();
        } catch (SQLException second) {
            e.addSuppressed(second);
        }
    }

    private void autoCommitIfAlive() throws SQLException {
        if (!connection.isClosed()) {
            connection.setAutoCommit(true);
        }
    }

    /** A list of texts as an array of the server. */
    public java.sql.Array array(List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    private PreparedStatement prepare(String sql, @Nullable Object... parameters) throws SQLException {
        var statement = connection.prepareStatement(Marked.sql(sql));
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    public boolean alive() {
        try {
            return !connection.isClosed() && connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
