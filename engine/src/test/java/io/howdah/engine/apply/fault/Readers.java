package io.howdah.engine.apply.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Readers of a table that is being changed. One takes snapshots and looks through them later: until then it holds no lock on the
 * table, so that the table may be changed in between, and another session says at once what is in the snapshot. One counts all the
 * time the rows that nobody touches.
 */
final class Readers implements AutoCloseable {

    private static final String SUMS =
            "select count(*), coalesce(sum(id), 0), coalesce(sum(amount), 0), coalesce(sum(pg_catalog.hashtext(note)), 0) from ";

    private final Ledger ledger;
    private final String table;
    private final int hold;
    private final List<Thread> threads;
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong looks = new AtomicLong();
    private volatile boolean stopped;

    /** @param hold for how many milliseconds a snapshot is kept at most */
    Readers(Ledger ledger, int hold) {
        this.ledger = ledger;
        this.hold = hold;
        table = ledger.table().quoted();
        threads = List.of(thread("snapshots", this::snapshots), thread("counter", this::counts));
    }

    private interface Reading {
        void once(Random random) throws SQLException, InterruptedException;
    }

    private Thread thread(String name, Reading reading) {
        var thread = new Thread(() -> repeat(name, reading), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void repeat(String name, Reading reading) {
        var random = new Random(7);
        while (!stopped && failures.isEmpty()) {
            try {
                reading.once(random);
                looks.incrementAndGet();
                Thread.sleep(5 + random.nextInt(15));
            } catch (InterruptedException e) {
                return;
            } catch (SQLException e) {
                var state = String.valueOf(e.getSQLState());
                if (!ledger.mayCut() || !(state.startsWith("08") || state.startsWith("57P"))) {
                    failures.add(name + ": " + Sentence.of(e));
                }
            } catch (RuntimeException e) {
                failures.add(name + ": " + Sentence.of(e));
            }
        }
    }

    private void snapshots(Random random) throws SQLException, InterruptedException {
        try (var old = Snapshot.take(ledger)) {
            Thread.sleep(random.nextInt(hold));
            old.mustHold();
        }
    }

    private void counts(Random random) throws SQLException, InterruptedException {
        try (var connection = ledger.db().connect(ledger.role());
                var statement = connection.createStatement()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            for (int i = 0; i < 50 && !stopped; i++) {
                long count = number(statement.executeQuery("select count(*) from " + table + " where id < 0"));
                if (count != LedgerTable.FIXED) {
                    failures.add(count + " of " + LedgerTable.FIXED + " fixed rows were seen");
                }
                Thread.sleep(2);
            }
        }
    }

    private static long number(java.sql.ResultSet rows) throws SQLException {
        try (rows) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Stops them; what they saw must have been right. */
    void verify() {
        close();
        assertThat(failures).as("what readers saw").isEmpty();
        assertThat(looks.get()).as("looks").isPositive();
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join(30_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A transaction that has a snapshot and no lock on the table, with what the snapshot must show. */
    record Snapshot(Connection connection, String table, String content) implements AutoCloseable {

        static Snapshot take(Ledger ledger) throws SQLException {
            var table = ledger.table().quoted();
            var connection = repeatable(ledger.db().connect(ledger.role()));
            try (var other = repeatable(ledger.db()
                            .connect(new Role(ledger.db().user(), ledger.db().password())));
                    var statement = other.createStatement()) {
                statement.execute("set transaction snapshot '"
                        + first(connection, "select pg_catalog.pg_export_snapshot()") + "'");
                return new Snapshot(connection, table, first(other, SUMS + table));
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }

        private static Connection repeatable(Connection connection) throws SQLException {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return connection;
        }

        private static String first(Connection connection, String sql) throws SQLException {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                rows.next();
                var text = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    text.append(i == 1 ? "" : " ").append(rows.getString(i));
                }
                return text.toString();
            }
        }

        /** It still shows what it showed, wherever the rows are by now. */
        void mustHold() throws SQLException {
            var now = first(connection, SUMS + table);
            if (!now.equals(content)) {
                throw new IllegalStateException("a snapshot shows " + now + " in place of " + content);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
