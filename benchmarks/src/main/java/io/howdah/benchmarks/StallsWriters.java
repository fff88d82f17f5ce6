package io.howdah.benchmarks;

import io.howdah.engine.Time;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Programs that write at a rate that does not give way: who starts late because the one before took long counts that too. Four in five
 * transactions update a row, a tenth inserts one, the others set a column to null or delete a row.
 */
final class StallsWriters implements AutoCloseable {

    static final String NAME = "writer";

    private static final int WRITERS = 4;

    private final String url;
    private final Properties credentials;
    private final int rows;
    private final double perSecond;
    private final AtomicInteger nextKey;
    private final AtomicLong balance = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Long> latencies = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private volatile boolean stopped;

    /**
     * @param rows with keys from 1
     * @param perSecond transactions of all together
     */
    StallsWriters(String url, Properties credentials, int rows, double perSecond) {
        this.url = url;
        this.credentials = credentials;
        this.rows = rows;
        this.perSecond = perSecond;
        nextKey = new AtomicInteger(rows);
    }

    /** How long transactions took from when they were due. */
    record Latency(int transactions, Duration median, Duration p99, Duration longest) {

        static Latency of(List<Long> nanos) {
            var sorted = nanos.stream().sorted().toList();
            return sorted.isEmpty()
                    ? new Latency(0, Duration.ZERO, Duration.ZERO, Duration.ZERO)
                    : new Latency(sorted.size(), at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
        }

        private static Duration at(List<Long> sorted, double share) {
            return Duration.ofNanos(sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size()))));
        }
    }

    void start() {
        for (int i = 0; i < WRITERS; i++) {
            var random = new Random(i);
            var thread = new Thread(() -> write(random), "writer " + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    private void write(Random random) {
        try (var connection = DriverManager.getConnection(url, credentials)) {
            long due = Time.SYSTEM.nanos();
            while (!stopped) {
                due += Math.round(-Math.log(1 - random.nextDouble()) * 1e9 * WRITERS / perSecond);
                long wait = due - Time.SYSTEM.nanos();
                if (wait > 0) {
                    Time.SYSTEM.sleep(Duration.ofNanos(wait));
                }
                transaction(connection, random);
                took(Time.SYSTEM.nanos() - due);
            }
        } catch (SQLException e) {
            failed(e);
        }
    }

    private void transaction(Connection connection, Random random) {
        try (var statement = connection.createStatement()) {
            int kind = random.nextInt(100);
            int key = 1 + random.nextInt(rows);
            if (kind < 80) {
                statement.executeUpdate(
                        "update stalls set balance = " + random.nextInt(100_000) + " where id = " + key);
            } else if (kind < 85) {
                statement.executeUpdate("update stalls set filler = null where id = " + key);
            } else if (kind < 95) {
                balance.addAndGet(statement.executeUpdate(
                        "insert into stalls values (" + nextKey.incrementAndGet() + ", 0, '1', 'inserted')"));
            } else {
                balance.addAndGet(-statement.executeUpdate("delete from stalls where id = " + key));
            }
        } catch (SQLException e) {
            failed(e);
        }
    }

    private synchronized void took(long nanos) {
        latencies.add(nanos);
    }

    private synchronized void failed(SQLException e) {
        errors.add(e.getSQLState() + " " + e.getMessage());
    }

    /** Of the transactions since the last time this was asked. */
    synchronized Latency lately() {
        var latency = Latency.of(latencies);
        latencies.clear();
        return latency;
    }

    /** How many rows there are more than at first, as the server acknowledged. */
    long added() {
        return balance.get();
    }

    synchronized int failures() {
        return errors.size();
    }

    synchronized @Nullable String failure() {
        return errors.isEmpty() ? null : errors.getFirst();
    }

    @Override
    public void close() {
        stop();
    }

    /** Returns when the last of them has ended. */
    void stop() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
