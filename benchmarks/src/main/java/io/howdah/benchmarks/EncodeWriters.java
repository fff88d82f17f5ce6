package io.howdah.benchmarks;

import io.howdah.engine.Time;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Programs that write tasks, of one release: either only the texts of the table or only the codes. Three in four transactions move a
 * task on, the others insert one.
 */
final class EncodeWriters implements AutoCloseable {

    private static final int WRITERS = 4;

    private static final String NOW = ", now(), now(), now())";

    private final String url;
    private final Properties credentials;
    private final boolean codes;
    private final int rows;
    private final Duration between;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final List<Long> latencies = new ArrayList<>();
    private volatile @Nullable String failure;
    private volatile boolean stopped;

    /**
     * @param rows with numbers from 1
     * @param perSecond transactions of all together
     */
    EncodeWriters(String url, Properties credentials, boolean codes, int rows, double perSecond) {
        this.url = url;
        this.credentials = credentials;
        this.codes = codes;
        this.rows = rows;
        between = Duration.ofNanos(Math.round(1e9 * WRITERS / perSecond));
    }

    EncodeWriters start() {
        for (int i = 0; i < WRITERS; i++) {
            var random = new Random(i);
            threads.add(Thread.ofVirtual().start(() -> write(random)));
        }
        return this;
    }

    private void write(Random random) {
        try (var connection = DriverManager.getConnection(url, credentials);
                var insert = connection.prepareStatement(insert());
                var update = connection.prepareStatement(update())) {
            while (!stopped) {
                boolean inserts = random.nextInt(4) == 0;
                once(connection, inserts ? insert : update, inserts, random);
                Time.SYSTEM.sleep(between);
            }
        } catch (SQLException e) {
            failed(e);
        }
    }

    private String insert() {
        return codes
                ? "insert into auto_tasks (tenant_id, title, status_code, priority_code, execution_mode_code, risk_level_code,"
                        + " approval_status_code, payload, due_at, created_at, updated_at)"
                        + " values (?, 'a task', ?, 1, 0, 1, 0, '{\"a\": 1}'" + NOW
                : "insert into auto_tasks (tenant_id, title, status, priority, execution_mode, risk_level, approval_status,"
                        + " payload, due_at, created_at, updated_at)"
                        + " values (?, 'a task', ?, 'normal', 'manual', 'low', 'pending', '{\"a\": 1}'" + NOW;
    }

    private String update() {
        return "update auto_tasks set updated_at = now(), " + (codes ? "status_code" : "status")
                + " = ? where number = ?";
    }

    private void once(Connection connection, PreparedStatement statement, boolean inserts, Random random)
            throws SQLException {
        int state = random.nextInt(EncodeTable.STATUSES.size());
        int at = inserts ? 2 : 1;
        if (codes) {
            statement.setInt(at, state);
        } else {
            statement.setString(at, EncodeTable.STATUSES.get(state));
        }
        statement.setLong(inserts ? 1 : 2, 1 + random.nextInt(inserts ? 100 : rows));
        long begun = Time.SYSTEM.nanos();
        try {
            statement.executeUpdate();
            transactions.incrementAndGet();
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            failed(e);
        }
        took(Time.SYSTEM.nanos() - begun);
    }

    private void failed(SQLException e) {
        failures.incrementAndGet();
        failure = e.getMessage();
    }

    long transactions() {
        return transactions.get();
    }

    long failures() {
        return failures.get();
    }

    /** What the last of them said; null where there was none. */
    @Nullable
    String failure() {
        return failure;
    }

    private synchronized void took(long nanos) {
        latencies.add(nanos);
    }

    /** How long each statement took, in nanoseconds. */
    synchronized List<Long> latencies() {
        return List.copyOf(latencies);
    }

    @Override
    public void close() {
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
