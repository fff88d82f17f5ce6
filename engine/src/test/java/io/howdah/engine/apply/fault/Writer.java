package io.howdah.engine.apply.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * One program that writes, and remembers what it was told is committed. What becomes of a transaction whose end it was not told,
 * because the connection was cut, it asks the server.
 */
final class Writer implements Runnable {

    private static final Set<String> WRONG_TYPE = Set.of("22P02", "42804", "42883", "42703");

    private static final String DISK_FULL = "53100";

    private static final List<Integer> ISOLATIONS = List.of(
            Connection.TRANSACTION_READ_COMMITTED,
            Connection.TRANSACTION_READ_COMMITTED,
            Connection.TRANSACTION_REPEATABLE_READ,
            Connection.TRANSACTION_SERIALIZABLE);

    private final Ledger ledger;
    private final int number;
    private final Share share;
    private final Random random;
    private final String table;
    private WriterSession session;
    private boolean after;
    private long transactions;
    private long conflicts;
    private Duration longest = Duration.ZERO;
    private String slowest = "";

    Writer(Ledger ledger, int number, Share share, Random random) {
        this.ledger = ledger;
        this.number = number;
        this.share = share;
        this.random = random;
        table = ledger.table().quoted();
    }

    @Override
    public void run() {
        try {
            session = connected();
            while (!ledger.stopped()) {
                transaction();
                Thread.sleep(1 + random.nextInt(4));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | RuntimeException e) {
            ledger.failed("writer " + number + ": " + Sentence.of(e));
        } finally {
            close();
        }
    }

    private int isolation() {
        return ISOLATIONS.get(number % ISOLATIONS.size());
    }

    private boolean strict() {
        return isolation() != Connection.TRANSACTION_READ_COMMITTED;
    }

    private void transaction() throws SQLException, InterruptedException {
        Optional<String> id = Optional.empty();
        boolean committing = false;
        try {
            work();
            if (random.nextInt(20) == 0) {
                session.rollback();
                share.forget();
                return;
            }
            id = session.transaction();
            committing = true;
            session.commit();
            share.keep();
            transactions++;
        } catch (SQLException e) {
            if (lost(e) || session.gone()) {
                reconnected(committing ? id : Optional.empty());
            } else {
                refused(e);
            }
        }
    }

    private static boolean lost(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    private void refused(SQLException e) throws SQLException, InterruptedException {
        var state = String.valueOf(e.getSQLState());
        if (strict() && state.equals("40001")) {
            conflicts++;
            session.rollback();
        } else if (ledger.mayFill() && state.equals(DISK_FULL)) {
            session.rollback();
        } else if (ledger.states().otherForm() && WRONG_TYPE.contains(state)) {
            after = !after;
            close();
            session = connected();
        } else {
            throw e;
        }
        share.forget();
    }

    /** Finds out what became of the transaction that was under way. */
    private void reconnected(Optional<String> transaction) throws SQLException, InterruptedException {
        if (!ledger.mayCut()) {
            throw new IllegalStateException("the connection was lost");
        }
        close();
        session = connected();
        if (transaction.isPresent() && committed(transaction.get())) {
            share.keep();
        } else {
            share.forget();
        }
    }

    /** By what is in the table, once the transaction has ended: a server that crashed may give its number to another. */
    private boolean committed(String transaction) throws SQLException, InterruptedException {
        for (int i = 0; session.underWay(transaction); i++) {
            if (i > 3000) {
                throw new IllegalStateException("transaction " + transaction + " does not end");
            }
            Thread.sleep(10);
        }
        if (ledger.states().moves()) {
            after = session.moved(table);
        }
        boolean asBefore = true;
        boolean asAfter = true;
        for (long key : share.touched()) {
            var found = session.row(key, table, ledger.states(), after);
            asBefore &= found.equals(share.kept(key));
            asAfter &= found.equals(share.row(key));
        }
        session.rollback();
        if (!asBefore && !asAfter) {
            throw new IllegalStateException("a transaction was committed in part");
        }
        return asAfter;
    }

    private WriterSession open() throws SQLException {
        return WriterSession.open(ledger.db(), ledger.role(), isolation(), number % 2 == 1);
    }

    private WriterSession connected() throws SQLException, InterruptedException {
        for (int i = 0; ; i++) {
            try {
                return open();
            } catch (SQLException e) {
                if (i > 3000 || !lost(e) || !ledger.mayCut()) {
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }

    private void close() {
        if (session == null) {
            return;
        }
        if (session.longest().compareTo(longest) > 0) {
            longest = session.longest();
            slowest = session.slowest();
        }
        session.close();
    }

    private void work() throws SQLException {
        int kind = random.nextInt(100);
        if (kind < 70) {
            one();
        } else {
            for (int i = 2 + random.nextInt(4); i > 0; i--) {
                one();
            }
        }
    }

    private void one() throws SQLException {
        var key = share.used();
        int kind = random.nextInt(100);
        if (key.isEmpty() || kind < (share.small() ? 22 : 10)) {
            insert(share.free());
        } else {
            existing(key.get(), kind);
        }
    }

    private void existing(long key, int kind) throws SQLException {
        if (kind < 45) {
            amount(key);
        } else if (kind < 55) {
            state(key);
        } else if (kind < 63) {
            unset(key);
        } else if (kind < 71) {
            move(key);
        } else if (kind < (share.small() ? 77 : 85)) {
            delete(key);
        } else if (kind < 90) {
            delete(key);
            insert(key);
        } else if (kind < 95) {
            upsert(random.nextBoolean() ? key : share.free());
        } else {
            look(key);
        }
    }

    private LedgerRow fresh() {
        var states = ledger.states().all();
        return new LedgerRow(
                (long) random.nextInt(100_000),
                random.nextInt(4) == 0 ? null : "n'o \\ " + random.nextInt(1000) + "x".repeat(random.nextInt(60)),
                random.nextInt(8) == 0 ? null : states.get(random.nextInt(states.size())),
                1_760_000_000_000_000L + random.nextInt(1_000_000_000));
    }

    private Object[] values(long key, LedgerRow row) {
        return new Object[] {
            key,
            row.amount(),
            row.note(),
            ledger.states().written(row.state(), after),
            row.changed() / 1_000_000,
            row.changed() % 1_000_000
        };
    }

    private String row() {
        return " values (?, ?, ?, " + state()
                + ", timestamptz 'epoch' + ?::bigint * interval '1 s' + ?::bigint * interval '1 us')";
    }

    private String column() {
        return ledger.states().column(after);
    }

    /** In the form of after the change it is an error before the change, as the other form is after it. */
    private String state() {
        return after && ledger.states().differ()
                ? "(?::smallint + coalesce((select " + column() + " from " + table + " where false), 0::smallint))"
                : "?";
    }

    private void insert(long key) throws SQLException {
        var row = fresh();
        one(
                session.update(
                        "insert into " + table + " (id, amount, note, " + column() + ", changed)" + row(),
                        values(key, row)),
                key);
        share.puts(key, row);
    }

    private void upsert(long key) throws SQLException {
        var row = fresh();
        var before = share.row(key);
        one(
                session.update(
                        "insert into " + table + " as t (id, amount, note, " + column() + ", changed)" + row()
                                + " on conflict (id) do update set amount = excluded.amount, note = excluded.note",
                        values(key, row)),
                key);
        share.puts(
                key,
                before.map(old -> old.amount(row.amount()).note(row.note())).orElse(row));
    }

    private void amount(long key) throws SQLException {
        long amount = random.nextInt(100_000);
        one(session.update("update " + table + " set amount = ? where id = ?", amount, key), key);
        share.puts(key, share.row(key).orElseThrow().amount(amount));
    }

    private void state(long key) throws SQLException {
        var state = fresh().state();
        one(
                session.update(
                        "update " + table + " set " + column() + " = " + state() + " where id = ?",
                        ledger.states().written(state, after),
                        key),
                key);
        share.puts(key, share.row(key).orElseThrow().state(state));
    }

    private void unset(long key) throws SQLException {
        one(session.update("update " + table + " set note = null, " + column() + " = null where id = ?", key), key);
        share.puts(key, share.row(key).orElseThrow().note(null).state(null));
    }

    private void move(long key) throws SQLException {
        long to = share.free();
        var row = share.row(key).orElseThrow();
        one(session.update("update " + table + " set id = ? where id = ?", to, key), key);
        share.removes(key);
        share.puts(to, row);
    }

    private void delete(long key) throws SQLException {
        one(session.update("delete from " + table + " where id = ?", key), key);
        share.removes(key);
    }

    /** What the application reads of its own is what it wrote. */
    private void look(long key) throws SQLException {
        var found = session.row(key, table, ledger.states(), after);
        if (!found.equals(share.row(key))) {
            throw new IllegalStateException("row " + key + " is " + found + " in place of " + share.row(key));
        }
    }

    private static void one(int rows, long key) {
        if (rows != 1) {
            throw new IllegalStateException("row " + key + " was not there: " + rows + " rows changed");
        }
    }

    int number() {
        return number;
    }

    Share share() {
        return share;
    }

    long transactions() {
        return transactions;
    }

    /** How often the server found that two of the application's transactions cannot go together. */
    long conflicts() {
        return conflicts;
    }

    Duration longest() {
        return longest;
    }

    String slowest() {
        return slowest;
    }
}
