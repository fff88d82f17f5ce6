package io.howdah.engine.read;

import io.howdah.engine.Problem;
import io.howdah.engine.postgres.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads on a session of its own what the first session's transaction sees, while that one reads on: for catalogs so large that
 * reading them takes a server's process seconds.
 *
 * <p>Where the catalog is small, or a second session cannot be had, everything is read on the first, one thing after the other.
 * What is asked for is read in the order of asking.
 */
final class SecondSession implements AutoCloseable {

    /** Bytes of pg_class from which a second session is worth its connection: some ten thousand relations. Ours. */
    static final long LARGE = 2 << 20;

    private static final String SNAPSHOT = """
            SELECT CASE WHEN pg_relation_size('pg_catalog.pg_class') >= {large}
                         AND has_function_privilege('pg_catalog.pg_export_snapshot()', 'EXECUTE')
                        THEN pg_export_snapshot() END AS snapshot
            """;

    private final Query query;
    private final @Nullable ExecutorService executor;

    /** A reading of one thing. */
    interface Reading<T> {
        T read(Query query) throws SQLException;
    }

    /** What was or will be read. */
    interface Awaited<T> {
        T get() throws SQLException;
    }

    private SecondSession(Query query, @Nullable ExecutorService executor) {
        this.query = query;
        this.executor = executor;
    }

    /**
     * A second session beside that of a transaction in isolation level repeatable read.
     *
     * @param large bytes of pg_class from which on there is to be one
     */
    static SecondSession beside(Query first, Sessions sessions, long large) throws SQLException {
        var snapshot = first.one(SNAPSHOT.replace("{large}", "" + large), row -> row.text("snapshot"));
        var second = snapshot.isEmpty() ? null : open(sessions, snapshot);
        return second == null
                ? new SecondSession(first, null)
                : new SecondSession(
                        new Query(second, first.version(), first.locked()),
                        Executors.newSingleThreadExecutor(Thread.ofPlatform()
                                .daemon()
                                .name("howdah-catalog")
                                .factory()));
    }

    private static @Nullable Connection open(Sessions sessions, String snapshot) throws SQLException {
        Connection connection;
        try {
            connection = sessions.readOnly();
        } catch (Problem noConnectionLeft) {
            return null;
        }
        try (var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(CatalogReader.BEGIN + "; SET /* howdah */ TRANSACTION SNAPSHOT '" + snapshot + "'");
            return connection;
        } catch (SQLException poolerOfSeveralServers) {
            connection.close();
            return null;
        }
    }

    <T> Awaited<T> read(Reading<T> reading) throws SQLException {
        if (executor == null) {
            var value = reading.read(query);
            return () -> value;
        }
        var future = executor.submit(() -> reading.read(query));
        return () -> value(future);
    }

    private static <T> T value(Future<T> future) throws SQLException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("reading the catalog was interrupted", e);
        }
    }

    /** Waits for what is being read at the moment, at most as long as a statement may take, and gives up the rest. */
    @Override
    public void close() throws SQLException {
        if (executor == null) {
            return;
        }
        executor.shutdownNow();
        try (var connection = query.connection()) {
            executor.awaitTermination(1, TimeUnit.MINUTES);
            connection.rollback();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
