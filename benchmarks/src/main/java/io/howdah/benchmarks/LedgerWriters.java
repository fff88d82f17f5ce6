package io.howdah.benchmarks;

import io.howdah.engine.Time;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Programs that write rows of {@code ledger (id, balance, note)} at a rate and keep a ledger of what the server said is committed. Each has keys of
 * its own, so that the last of its writes is what must be there.
 */
final class LedgerWriters implements AutoCloseable {

    private static final int WRITERS = 4;

    private final String url;
    private final Properties credentials;
    private final int rows;
    private final Duration between;
    private final List<Map<Integer, Row>> ledgers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Long> latencies = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final AtomicInteger transactions = new AtomicInteger();
    private volatile boolean stopped;

    /** A row as it was written last; both null once it is deleted. */
    record Row(@Nullable Integer balance, @Nullable String note) {}

    private static final Row GONE = new Row(null, null);

    LedgerWriters(String url, Properties credentials, int rows, double perSecond) {
        this.url = url;
        this.credentials = credentials;
        this.rows = rows;
        between = Duration.ofNanos(Math.round(1e9 * WRITERS / perSecond));
    }

    LedgerWriters start() {
        for (int i = 0; i < WRITERS; i++) {
            int number = i;
            var ledger = new HashMap<Integer, Row>();
            ledgers.add(ledger);
            threads.add(Thread.ofPlatform().daemon().start(() -> write(number, ledger)));
        }
        return this;
    }

    private void write(int number, Map<Integer, Row> ledger) {
        var random = new Random(number);
        try (var connection = DriverManager.getConnection(url, credentials);
                var statements = new Statements(connection)) {
            int inserted = 0;
            while (!stopped) {
                boolean inserts = random.nextInt(10) == 0;
                int key = number + WRITERS * (inserts ? rows / WRITERS + inserted++ : random.nextInt(rows / WRITERS));
                long begun = Time.SYSTEM.nanos();
                var row = statements.once(key, inserts ? 0 : random.nextInt(5), random.nextInt(100_000), ledger);
                took(Time.SYSTEM.nanos() - begun);
                ledger.put(key, row);
                transactions.incrementAndGet();
                Time.SYSTEM.sleep(between);
            }
        } catch (SQLException e) {
            failed(e);
        }
    }

    /** What they send. */
    private record Statements(
            PreparedStatement insert, PreparedStatement balance, PreparedStatement unset, PreparedStatement delete)
            implements AutoCloseable {

        Statements(Connection connection) throws SQLException {
            this(
                    connection.prepareStatement("insert into ledger values (?, ?, 'written')"
                            + " on conflict (id) do update set balance = excluded.balance, note = excluded.note"),
                    connection.prepareStatement("update ledger set balance = ? where id = ? returning note"),
                    connection.prepareStatement("update ledger set note = null where id = ? returning balance"),
                    connection.prepareStatement("delete from ledger where id = ?"));
        }

        /** Sends one and says how the row is after it. */
        Row once(int key, int kind, int value, Map<Integer, Row> ledger) throws SQLException {
            boolean there = !GONE.equals(ledger.get(key));
            if (kind == 0 || !there) {
                return insert(key, value);
            }
            return switch (kind) {
                case 1 -> unset(key);
                case 2 -> delete(key);
                default -> balance(key, value);
            };
        }

        private Row insert(int key, int value) throws SQLException {
            insert.setInt(1, key);
            insert.setInt(2, value);
            insert.executeUpdate();
            return new Row(value, "written");
        }

        private Row balance(int key, int value) throws SQLException {
            balance.setInt(1, value);
            balance.setInt(2, key);
            try (var found = balance.executeQuery()) {
                found.next();
                return new Row(value, found.getString(1));
            }
        }

        private Row unset(int key) throws SQLException {
            unset.setInt(1, key);
            try (var found = unset.executeQuery()) {
                found.next();
                return new Row(found.getInt(1), null);
            }
        }

        private Row delete(int key) throws SQLException {
            delete.setInt(1, key);
            delete.executeUpdate();
            return GONE;
        }

        @Override
        public void close() throws SQLException {
            insert.close();
            balance.close();
            unset.close();
            delete.close();
        }
    }

    private synchronized void took(long nanos) {
        latencies.add(nanos);
    }

    private synchronized void failed(SQLException e) {
        errors.add(e.getSQLState() + " " + e.getMessage());
    }

    /** Of the transactions since the last time this was asked. */
    synchronized StallsWriters.Latency lately() {
        var latency = StallsWriters.Latency.of(latencies);
        latencies.clear();
        return latency;
    }

    int transactions() {
        return transactions.get();
    }

    synchronized List<String> errors() {
        return List.copyOf(errors);
    }

    /** How many rows of the table are other than they were left; to be asked when they have been stopped. */
    long wrong(Connection connection) throws SQLException {
        var expected = new HashMap<Integer, Row>();
        for (int key = 0; key < rows; key++) {
            expected.put(key, new Row(0, "first"));
        }
        ledgers.forEach(expected::putAll);
        expected.values().removeIf(GONE::equals);
        long wrong = 0;
        try (var statement = connection.createStatement();
                var found = statement.executeQuery("select id, balance, note from ledger")) {
            while (found.next()) {
                var there = new Row(found.getInt(2), found.getString(3));
                wrong += there.equals(expected.remove(found.getInt(1))) ? 0 : 1;
            }
        }
        return wrong + expected.size();
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
