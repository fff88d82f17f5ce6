package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.ClusterTable;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Writers move rows across the place where the copy is, in both directions, and whatever else they can do with them: none is lost. */
@PostgresTest
class ClusterTableConcurrencyTest {

    private static final int ROWS = 30_000;

    private static final int WRITERS = 4;

    private final AtomicBoolean stop = new AtomicBoolean();
    /** What the application knows of a row. */
    private record Row(int place, int n) {}

    private final Map<Long, Row> ledger = new ConcurrentHashMap<>();
    private final AtomicLong moved = new AtomicLong();

    @Test
    void no_row_is_lost_or_doubled_or_comes_back(Database db) throws Exception {
        db.execute(
                "create table t (id bigint primary key, place int not null, n int not null)",
                "insert into t select i, i * 7919 % 40, 0 from generate_series(1, " + ROWS + ") i",
                "create index by_place on t (place)",
                "analyze");
        for (long i = 1; i <= ROWS; i++) {
            ledger.put(i, new Row((int) (i * 7919 % 40), 0));
        }
        var change = List.of(new ClusterTable(new QualifiedName(db.schema(), "t"), "by_place"));

        during(db, () -> {
            var applied = Killer.applier(db).apply(change, ApplyListener.SILENT);
            assertThat(applied.steps())
                    .extracting(AppliedStep::lockedMillis)
                    .allMatch(locked -> locked == null || locked < 100);
        });
        assertThat(content(db)).isEqualTo(ledger);
        assertThat(db.value("select indisclustered from pg_index where indexrelid = 'by_place'::regclass"))
                .isEqualTo("t");
        assertThat(moved).hasValueGreaterThan(500);

        during(db, () -> Killer.applier(db).undoLatest(ApplyListener.SILENT));
        assertThat(content(db)).isEqualTo(ledger);
    }

    private void during(Database db, Runnable work) throws Exception {
        stop.set(false);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                var connection = db.connection();
                running.add(threads.submit(() -> write(connection, writer)));
            }
            try {
                work.run();
            } finally {
                stop.set(true);
            }
            for (var each : running) {
                each.get();
            }
        }
    }

    /** Rows of its own, by the remainder of their ids; a few of them again and again, so that they are met while they are copied. */
    private Void write(Connection connection, int writer) throws SQLException {
        var random = new Random(writer);
        connection.setAutoCommit(false);
        var own = new ArrayList<>(ledger.keySet().stream()
                .filter(id -> id % WRITERS == writer && (id < ROWS / 3 || id > ROWS))
                .toList());
        while (!stop.get()) {
            connection.setTransactionIsolation(
                    random.nextInt(5) == 0
                            ? Connection.TRANSACTION_REPEATABLE_READ
                            : Connection.TRANSACTION_READ_COMMITTED);
            var changed = new HashMap<Long, Optional<Row>>();
            try {
                for (int i = 1 + random.nextInt(3); i > 0; i--) {
                    one(connection, random, own.get(random.nextInt(own.size())), changed, own);
                }
                connection.commit();
                changed.forEach(this::keep);
            } catch (SQLException e) {
                connection.rollback();
                if (!"40001".equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
        connection.close();
        return null;
    }

    private void keep(long id, Optional<Row> row) {
        row.ifPresentOrElse(r -> ledger.put(id, r), () -> ledger.remove(id));
    }

    private Optional<Row> known(long id, Map<Long, Optional<Row>> changed) {
        return changed.getOrDefault(id, Optional.ofNullable(ledger.get(id)));
    }

    private void one(Connection connection, Random random, long id, Map<Long, Optional<Row>> changed, List<Long> own)
            throws SQLException {
        var known = known(id, changed);
        int place = random.nextInt(40);
        if (known.isEmpty()) {
            run(connection, "insert into t values (" + id + ", " + place + ", 0)");
            changed.put(id, Optional.of(new Row(place, 0)));
            return;
        }
        var row = known.get();
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                run(connection, "update t set place = " + place + " where id = " + id);
                changed.put(id, Optional.of(new Row(place, row.n())));
                moved.incrementAndGet();
            }
            case 3, 4 -> {
                run(connection, "update t set n = n + 1 where id = " + id);
                changed.put(id, Optional.of(new Row(row.place(), row.n() + 1)));
            }
            case 5 -> {
                run(connection, "delete from t where id = " + id);
                changed.put(id, Optional.empty());
            }
            case 6 -> {
                run(connection, "delete from t where id = " + id);
                run(connection, "insert into t values (" + id + ", " + place + ", 7)");
                changed.put(id, Optional.of(new Row(place, 7)));
            }
            default -> {
                long other = id + WRITERS * 1_000_000L;
                if (known(other, changed).isEmpty()) {
                    run(connection, "update t set id = " + other + " where id = " + id);
                    changed.put(id, Optional.empty());
                    changed.put(other, known);
                    own.add(other);
                }
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isEqualTo(1);
        }
    }

    private static Map<Long, Row> content(Database db) {
        var content = new HashMap<Long, Row>();
        for (var row : db.query("select id, place, n from t")) {
            content.put(number(row.get(0)), new Row((int) number(row.get(1)), (int) number(row.get(2))));
        }
        return content;
    }

    private static long number(@Nullable String text) {
        return Long.parseLong(String.valueOf(text));
    }
}
