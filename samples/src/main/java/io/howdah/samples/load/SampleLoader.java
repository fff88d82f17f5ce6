package io.howdah.samples.load;

import io.howdah.samples.data.CopyRows;
import io.howdah.samples.data.TableSource;
import io.howdah.samples.load.LoadListener.Phase;
import io.howdah.samples.load.SideBySide.Work;
import io.howdah.samples.model.ConnectionSource;
import io.howdah.samples.model.Dataset;
import io.howdah.samples.model.Sample;
import io.howdah.samples.model.Schema;
import io.howdah.samples.model.Schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.PSQLState;

/**
 * Fills an empty database with a sample: rows by COPY, each table in one stream so that its order on disk is always the
 * same, then keys and indexes, then statistics.
 *
 * <p>Rows are written frozen, in the transaction that makes their table. A fresh load is then as quiet as a database that has
 * been vacuumed, and what is measured on it is not hint bits being set.
 */
public final class SampleLoader {

    private final ConnectionSource connections;
    private final SideBySide sideBySide;
    private final LoadListener listener;

    /** A loader that uses so many connections at once. */
    public SampleLoader(ConnectionSource connections, int threads, LoadListener listener) {
        this.connections = connections;
        this.sideBySide = new SideBySide(connections, threads);
        this.listener = listener;
    }

    /**
     * Makes the sample's relations, functions and rows. When that fails or the thread is interrupted, they are dropped again;
     * extensions stay.
     *
     * @return how long it took
     * @throws SQLException as the server gave it
     */
    public Duration load(Sample sample, Dataset dataset) throws SQLException, InterruptedException {
        var begun = System.nanoTime();
        refuseExisting(sample.schema());
        try {
            extensions(sample.schema());
            rows(sample, dataset);
            keys(sample.schema());
            statistics(sample, dataset);
        } catch (SQLException | InterruptedException | RuntimeException failure) {
            drop(sample.schema(), failure);
            throw failure;
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void refuseExisting(Schema schema) throws SQLException {
        try (var connection = connections.open()) {
            for (var table : schema.tables()) {
                // duplicate_table (PostgreSQL manual, appendix A)
                refuseExisting(connection, "to_regclass", "relation", table.name(), "42P07");
            }
            for (var function : schema.functions()) {
                // duplicate_function
                refuseExisting(connection, "to_regproc", "function", function.name(), "42723");
            }
        }
    }

    private static void refuseExisting(Connection connection, String lookup, String kind, String name, String state)
            throws SQLException {
        try (var query = connection.prepareStatement("select /* howdah */ %s(?) is not null".formatted(lookup))) {
            query.setString(1, name);
            try (var answer = query.executeQuery()) {
                answer.next();
                if (answer.getBoolean(1)) {
                    throw new SQLException(
                            "a %s \"%s\" is there already; load the sample into an empty database"
                                    .formatted(kind, name),
                            state);
                }
            }
        }
    }

    private void extensions(Schema schema) throws SQLException {
        try (var connection = connections.open()) {
            for (var extension : schema.extensions()) {
                execute(connection, Schema.installing(extension));
            }
        }
    }

    private void rows(Sample sample, Dataset dataset) throws SQLException, InterruptedException {
        var sources = sample.tables(dataset);
        var total = sources.stream().mapToLong(TableSource::rows).sum();
        var done = new AtomicLong();
        var schema = sample.schema();
        sideBySide.run(sources.stream()
                .map(source -> (Work) connection -> copy(
                        connection,
                        schema.table(source.table()),
                        source,
                        rows -> tell(Phase.ROWS, done.addAndGet(rows), total)))
                .toList());
    }

    private void keys(Schema schema) throws SQLException, InterruptedException {
        var unique = Stream.of(
                        schema.tables().stream().map(Table::primaryKey),
                        schema.indexes().stream().map(Schema.Index::create),
                        schema.functions().stream().map(Schema.Function::create))
                .flatMap(statements -> statements)
                .toList();
        var references =
                schema.foreignKeys().stream().map(Schema.ForeignKey::add).toList();
        var done = new AtomicLong();
        var total = unique.size() + references.size();
        for (var statements : List.of(unique, references)) {
            sideBySide.run(statements.stream()
                    .map(statement -> (Work) connection -> {
                        execute(connection, statement);
                        tell(Phase.KEYS, done.incrementAndGet(), total);
                    })
                    .toList());
        }
    }

    private void statistics(Sample sample, Dataset dataset) throws SQLException, InterruptedException {
        var schema = sample.schema();
        var sources = sample.tables(dataset);
        var done = new AtomicLong();
        sideBySide.run(sources.stream()
                .map(source -> (Work) connection -> {
                    restartIdentity(connection, schema.table(source.table()), source.rows() + 1);
                    execute(connection, "vacuum (analyze) " + source.table());
                    tell(Phase.STATISTICS, done.incrementAndGet(), sources.size());
                })
                .toList());
    }

    private static void restartIdentity(Connection connection, Table table, long next) throws SQLException {
        if (!table.identity().isEmpty()) {
            execute(
                    connection,
                    "select setval(pg_get_serial_sequence('%s', '%s'), %d, false)"
                            .formatted(table.name(), table.identity(), next));
        }
    }

    /** Takes the number of rows just written. */
    @FunctionalInterface
    private interface Written {
        void rows(long rows);
    }

    private static void copy(Connection connection, Table table, TableSource source, Written written)
            throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, table.create());
        execute(connection, "alter table %s set (fillfactor = %d)".formatted(table.name(), table.fullness()));
        stream(connection, source, written);
        execute(connection, "alter table %s reset (fillfactor)".formatted(table.name()));
        connection.commit();
    }

    private static void stream(Connection connection, TableSource source, Written written) throws SQLException {
        var command = "/* howdah */ copy %s (%s) from stdin with (format binary, freeze)"
                .formatted(source.table(), String.join(", ", source.columns()));
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(command);
        try {
            var rows = new CopyRows((bytes, length, count) -> {
                refuseWhenInterrupted();
                copy.writeToCopy(bytes, 0, length);
                written.rows(count);
            });
            source.filler().fill(rows);
            rows.end();
            copy.endCopy();
        } catch (SQLException | RuntimeException failure) {
            giveUp(copy, failure);
            throw failure;
        }
    }

    private static void refuseWhenInterrupted() throws SQLException {
        if (Thread.currentThread().isInterrupted()) {
            throw new SQLException("the load was interrupted", PSQLState.QUERY_CANCELED.getState());
        }
    }

    private static void giveUp(CopyIn copy, Exception failure) {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException unreachable) {
            failure.addSuppressed(unreachable);
        }
    }

    /** The comment keeps what the loader does out of what the application does. */
    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("/* howdah */ " + sql);
        }
    }

    private void tell(Phase phase, long done, long total) {
        synchronized (listener) {
            listener.progress(phase, done, total);
        }
    }

    private void drop(Schema schema, Exception failure) {
        var interrupted = Thread.interrupted();
        try (var connection = connections.open()) {
            for (var table : schema.tables()) {
                execute(connection, "drop table if exists " + table.name() + " cascade");
            }
            for (var function : schema.functions()) {
                execute(connection, "drop function if exists " + function.name());
            }
        } catch (SQLException unreachable) {
            failure.addSuppressed(unreachable);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
