package io.howdah.engine.apply.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.QualifiedName;
import io.howdah.testkit.Database;
import io.howdah.testkit.Role;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * An application of several writers that keep account of what the server acknowledged; the table must hold that and nothing else.
 * Each writer owns a share of the keys, so that no statement of one has to wait for another's, and none may fail. With the same seed
 * the writers wish for the same.
 */
final class Ledger implements AutoCloseable {

    private static final int WRITERS = 4;

    private final Database db;
    private final Role role;
    private final QualifiedName table;
    private final States states;
    private final List<Writer> writers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;
    private volatile boolean mayCut;
    private volatile boolean mayFill;

    /** Takes into account what the table holds already. */
    Ledger(Database db, Role role, QualifiedName table, States states, long seed) throws SQLException {
        this.db = db;
        this.role = role;
        this.table = table;
        this.states = states;
        var present = content();
        for (int i = 0; i < WRITERS; i++) {
            var random = new Random(seed * 31 + i);
            var share = new Share(i, WRITERS, present.size() / WRITERS, random);
            present.forEach((key, row) -> {
                if (share.owns(key)) {
                    share.starts(key, row);
                }
            });
            writers.add(new Writer(this, i, share, random));
        }
    }

    Ledger start() {
        for (Writer writer : writers) {
            var thread = new Thread(writer, "writer " + writer.number());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return this;
    }

    /** Lets the writers end what they are at. */
    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(60));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (thread.isAlive()) {
                failed(thread.getName() + " stands still");
                thread.interrupt();
            }
        }
        threads.clear();
    }

    /** Stops the writers, and compares what the table holds with what they were told. */
    void verify() throws SQLException {
        close();
        assertThat(failures).as("statements of the application that failed").isEmpty();
        assertThat(differences()).as("rows that are not what was acknowledged").isEmpty();
    }

    private List<String> differences() throws SQLException {
        var expected = new HashMap<Long, LedgerRow>();
        writers.forEach(writer -> expected.putAll(writer.share().rows()));
        var found = content();
        long fixed = found.keySet().stream().filter(key -> key < 0).count();
        var differences = new ArrayList<String>();
        if (fixed != LedgerTable.FIXED) {
            differences.add(fixed + " fixed rows in place of " + LedgerTable.FIXED);
        }
        found.keySet().removeIf(key -> key < 0);
        var keys = new TreeSet<>(expected.keySet());
        keys.addAll(found.keySet());
        for (long key : keys) {
            if (!Objects.equals(expected.get(key), found.get(key))) {
                differences.add("row " + key + " is " + found.get(key) + " in place of " + expected.get(key));
            }
        }
        return differences.size() > 12 ? differences.subList(0, 12) : differences;
    }

    private Map<Long, LedgerRow> content() throws SQLException {
        var rows = new HashMap<Long, LedgerRow>();
        try (var connection = db.connect(new Role(db.user(), db.password()));
                var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "select " + LedgerRow.columns(states.column(isMoved())) + " from " + table.quoted())) {
            while (found.next()) {
                if (rows.put(found.getLong(1), LedgerRow.read(found, states)) != null) {
                    failed("row " + found.getLong(1) + " is there twice");
                }
            }
        }
        return rows;
    }

    private boolean isMoved() {
        return states.moves()
                && db.number("select count(*) from pg_attribute where attrelid = '" + table.quoted()
                                + "'::regclass and attname = 'state' and not attisdropped")
                        == 0;
    }

    /** Whether connections may be lost from now on. */
    void mayCut(boolean may) {
        mayCut = may;
    }

    boolean mayCut() {
        return mayCut;
    }

    /** Whether the disk may be full from now on, so that statements are refused. */
    void mayFill(boolean may) {
        mayFill = may;
    }

    boolean mayFill() {
        return mayFill;
    }

    boolean stopped() {
        return stopped || !failures.isEmpty();
    }

    void failed(String failure) {
        failures.add(failure);
    }

    Database db() {
        return db;
    }

    Role role() {
        return role;
    }

    QualifiedName table() {
        return table;
    }

    States states() {
        return states;
    }

    long transactions() {
        return writers.stream().mapToLong(Writer::transactions).sum();
    }

    long conflicts() {
        return writers.stream().mapToLong(Writer::conflicts).sum();
    }

    /** The longest that a statement of the application took. */
    Duration longest() {
        return slowest().longest();
    }

    private Writer slowest() {
        return writers.stream().max(Comparator.comparing(Writer::longest)).orElseThrow();
    }

    @Override
    public String toString() {
        return transactions() + " transactions, " + conflicts() + " conflicts of their own, longest statement "
                + longest().toMillis() + " ms: " + slowest().slowest();
    }
}
