package io.howdah.samples.drive;

import io.howdah.samples.model.ConnectionSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks on a connection of its own, many times a second, which clients wait for a heavyweight lock and who holds it.
 * A look that finds nobody waiting costs the server a scan of its process list and no lock.
 */
final class LockSampler implements Runnable {

    private static final Duration INTERVAL = Duration.ofMillis(25);

    private static final String WAITING = """
            select /* howdah */ waiting.pid, waiting.query_start, waiting.query, waiting.wait_event,
                   extract(epoch from clock_timestamp() - coalesce(
                     (select min(l.waitstart) from pg_catalog.pg_locks l where l.pid = waiting.pid and not l.granted),
                     waiting.query_start)) as seconds,
                   blocker.pid, coalesce(holder.application_name, ''), coalesce(holder.query, ''),
                   blocker.pid = any (?)
            from pg_catalog.pg_stat_activity waiting
            cross join lateral unnest(pg_catalog.pg_blocking_pids(waiting.pid)) as blocker (pid)
            left join pg_catalog.pg_stat_activity holder on holder.pid = blocker.pid
            where waiting.pid = any (?) and waiting.wait_event_type = 'Lock'""";

    /** Tells one wait from another. */
    private record Wait(int pid, String statementStart, int blocker) {}

    private final ConnectionSource connections;
    private final Supplier<Integer[]> clients;
    private final long begunNanos;
    private final Map<Wait, LockWait> waits = new LinkedHashMap<>();
    private Optional<RunError> failure = Optional.empty();

    LockSampler(ConnectionSource connections, Supplier<Integer[]> clients, long begunNanos) {
        this.connections = connections;
        this.clients = clients;
        this.begunNanos = begunNanos;
    }

    /** Looks until its thread is interrupted. */
    @Override
    public void run() {
        try (var connection = connections.open()) {
            connection.setClientInfo("ApplicationName", "howdah");
            while (!Thread.currentThread().isInterrupted()) {
                look(connection);
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (SQLException refused) {
            failure = Optional.of(new RunError(
                    "looking for waits",
                    Duration.ofNanos(System.nanoTime() - begunNanos),
                    String.valueOf(refused.getSQLState()),
                    String.valueOf(refused.getMessage())));
        }
    }

    /** The waits seen, in the order in which they began. */
    List<LockWait> waits() {
        synchronized (waits) {
            return List.copyOf(waits.values());
        }
    }

    /** Why it could not look to the end. */
    Optional<RunError> failure() {
        return failure;
    }

    private void look(Connection connection) throws SQLException {
        var pids = connection.createArrayOf("int4", clients.get());
        try (var query = connection.prepareStatement(WAITING)) {
            query.setArray(1, pids);
            query.setArray(2, pids);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    note(rows);
                }
            }
        }
    }

    private void note(ResultSet row) throws SQLException {
        var wait = new Wait(row.getInt(1), String.valueOf(row.getString(2)), row.getInt(6));
        synchronized (waits) {
            var before = waits.get(wait);
            waits.put(wait, seen(row, before == null ? Duration.ofNanos(System.nanoTime() - begunNanos) : before.at()));
        }
    }

    private static LockWait seen(ResultSet row, Duration first) throws SQLException {
        return new LockWait(
                row.getString(3),
                row.getString(4),
                first,
                Duration.ofNanos((long) (row.getDouble(5) * 1e9)),
                row.getInt(6),
                row.getString(7),
                row.getString(8),
                row.getBoolean(9));
    }
}
