package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** While a key becomes wider with all that refers to it, is taken back and made again, those who write to all of it notice nothing. */
@PostgresTest
class WithReferencesConcurrencyTest {

    private static final int WRITERS = 4;

    /** What one writer has committed: its orders, each with the number of its lines. */
    private static final class Ledger {
        private final TreeMap<Long, Integer> orders = new TreeMap<>();
    }

    @Test
    @SuppressWarnings("try") // what is closed last ends the writers
    void loses_no_row_of_parents_and_children(Database db) throws Exception {
        WithReferencesLifeTest.create(db, 2000);
        db.execute("alter table \"Or ders\" add writer int");
        var end = new AtomicBoolean();
        var ledgers = new ArrayList<Ledger>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            try {
                for (int i = 0; i < WRITERS; i++) {
                    var ledger = new Ledger();
                    ledgers.add(ledger);
                    int writer = i;
                    running.add(threads.submit(() -> {
                        write(db, writer, ledger, end);
                        return null;
                    }));
                }
                changes(db);
            } finally {
                end.set(true);
            }
            for (Future<?> one : running) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
        for (int i = 0; i < WRITERS; i++) {
            assertThat(written(db, i)).isEqualTo(expected(ledgers.get(i)));
        }
        assertThat(db.number("select count(*) from \"Or ders\" where id > 2147483647"))
                .isPositive();
    }

    private static void changes(Database db) throws InterruptedException {
        Killer.applier(db).apply(WithReferencesLifeTest.wider(db), ApplyListener.SILENT);
        Thread.sleep(300);
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        Thread.sleep(300);
        var applied = Killer.applier(db).apply(WithReferencesLifeTest.wider(db), ApplyListener.SILENT);
        db.execute("select setval('\"Or ders_id_seq\"', 2147483600)");
        Thread.sleep(1000);
        var finished = Killer.applier(db).finish(applied.id(), ApplyListener.SILENT);
        assertThat(finished).extracting(Application::state).containsExactly(Application.State.FINISHED);
        Thread.sleep(300);
    }

    private static void write(Database db, int writer, Ledger ledger, AtomicBoolean end) throws Exception {
        var random = new Random(writer);
        try (var connection = db.connection();
                var statement = connection.createStatement()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            while (!end.get()) {
                var known = new ArrayList<>(ledger.orders.keySet());
                int what = known.isEmpty() ? 0 : random.nextInt(10);
                long order = known.isEmpty() ? 0 : known.get(random.nextInt(known.size()));
                if (what < 4) {
                    long made = order(statement, writer, known.isEmpty() ? "null" : String.valueOf(order));
                    lines(statement, made);
                    connection.commit();
                    ledger.orders.put(made, 2);
                } else if (what < 6) {
                    statement.execute("update \"Or ders\" set note = note || '.' where id = " + order);
                    connection.commit();
                } else if (what == 6) {
                    statement.execute("delete from lines where line = 2 and \"order id\" = " + order);
                    connection.commit();
                    ledger.orders.put(order, 1);
                } else if (what == 7) {
                    statement.execute("with l as (delete from lines where \"order id\" = " + order
                            + ") delete from \"Or ders\" where id = " + order);
                    connection.commit();
                    ledger.orders.remove(order);
                } else if (what == 8) {
                    statement.execute("delete from \"Or ders\" where id = " + order);
                    connection.commit();
                    ledger.orders.remove(order);
                } else {
                    lines(statement, order(statement, writer, "null"));
                    connection.rollback();
                }
                Thread.sleep(random.nextInt(4));
            }
        }
    }

    private static long order(Statement statement, int writer, String parent) throws SQLException {
        try (var row = statement.executeQuery("insert into \"Or ders\" (note, parent, writer) values ('w', " + parent
                + ", " + writer + ") returning id")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void lines(Statement statement, long order) throws SQLException {
        statement.execute("insert into lines (\"order id\", line) values (" + order + ", 1), (" + order + ", 2)");
        statement.execute("insert into \"Not es\" values (" + order + ", 1, 'w')");
        statement.execute("update \"Or ders\" set \"first line\" = (select id from lines where \"order id\" = " + order
                + " and line = 1) where id = " + order);
    }

    private static List<String> written(Database db, int writer) {
        return List.copyOf(
                new TreeSet<>(db.column("select o.id || ' ' || count(l.id) || ' ' || count(n.words) from \"Or ders\" o"
                        + " left join lines l on l.\"order id\" = o.id"
                        + " left join \"Not es\" n on n.\"order int\" = l.\"order id\" and n.line = l.line"
                        + " where writer = " + writer + " group by o.id")));
    }

    private static List<String> expected(Ledger ledger) {
        var rows = new TreeSet<String>();
        ledger.orders.forEach((order, lines) -> rows.add(order + " " + lines + " 1"));
        return List.copyOf(rows);
    }
}
