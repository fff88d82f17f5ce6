package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.change.PartitionScheme.Span;
import io.howdah.engine.change.PartitionTable;
import io.howdah.engine.change.PartitionTable.Keys;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Writers and readers go on while a table becomes partitioned and while that is taken back: nothing is lost, nobody waits for long. */
@PostgresTest
class PartitionTableConcurrencyTest {

    private static final int ROWS = 200_000;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final Map<Long, Integer> ledger = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong(ROWS);

    @Test
    void loses_nothing(Database db) throws Exception {
        db.execute(
                "create table t (id bigint primary key, at timestamptz not null, n int not null)",
                "insert into t select i, now() - i * interval '1 minute', 0 from generate_series(1, " + ROWS + ") i",
                "create index by_n on t (n)",
                "analyze");
        for (long i = 1; i <= ROWS; i++) {
            ledger.put(i, 0);
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < 3; i++) {
                int writer = i;
                var connection = db.connection();
                running.add(threads.submit(() -> write(connection, writer)));
            }
            var reading = db.connection();
            running.add(threads.submit(() -> read(reading)));
            var applied = Killer.applier(db).apply(change(db), ApplyListener.SILENT);
            assertThat(applied.steps())
                    .extracting(AppliedStep::lockedMillis)
                    .allMatch(locked -> locked == null || locked < 100);
            TimeUnit.SECONDS.sleep(2);
            Killer.applier(db).undoLatest(ApplyListener.SILENT);
            TimeUnit.MILLISECONDS.sleep(500);
            stop.set(true);
            for (var each : running) {
                each.get();
            }
        } finally {
            stop.set(true);
        }
        assertThat(db.value("select relkind from pg_class where oid = 't'::regclass"))
                .isEqualTo("r");
        assertThat(ledger).hasSizeGreaterThan(ROWS);
        assertThat(content(db)).isEqualTo(ledger);
    }

    /** Rows of its own by their last digit, so that the ledger says what must be there. */
    private Void write(Connection connection, int writer) throws SQLException {
        var random = new Random(writer);
        var own = new ArrayList<Long>();
        while (!stop.get()) {
            int kind = random.nextInt(10);
            if (kind < 4) {
                long id = ids.incrementAndGet();
                var when = random.nextBoolean() ? "now()" : "now() + interval '65 days'";
                if (change(connection, "insert into t values (" + id + ", " + when + ", 0)", 0, id)) {
                    ledger.put(id, 0);
                    own.add(id);
                }
            } else {
                long id = own.isEmpty() || kind < 6
                        ? 3L * random.nextInt(ROWS / 3) + writer + 1
                        : own.get(random.nextInt(own.size()));
                var known = ledger.get(id);
                if (known == null) {
                    continue;
                }
                if (kind == 9) {
                    change(connection, "delete from t where id = " + id, 1, id);
                    ledger.remove(id);
                } else {
                    change(connection, "update t set n = n + 1 where id = " + id, 1, id);
                    ledger.put(id, known + 1);
                }
            }
        }
        return null;
    }

    /** Whether it was done; a row beyond the bound may be refused until the partitions are in place. */
    private static boolean change(Connection connection, String sql, int must, long id) throws SQLException {
        try (var statement = connection.createStatement()) {
            int rows = statement.executeUpdate(sql);
            assertThat(rows).as("%s of %s", sql, id).isEqualTo(1);
            return true;
        } catch (SQLException e) {
            if (must == 0 && "23514".equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** Rows that nobody touches are always there, each once. */
    private Void read(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            while (!stop.get()) {
                try (var rows = statement.executeQuery("select count(*), count(distinct id) from t where id % 1000 = 0"
                        + " and at < now() - interval '1 second' and id <= " + ROWS)) {
                    rows.next();
                    assertThat(rows.getLong(1)).isEqualTo(rows.getLong(2));
                }
            }
        }
        return null;
    }

    private static Map<Long, Integer> content(Database db) {
        var content = new ConcurrentHashMap<Long, Integer>();
        for (var row : db.query("select id, n from t")) {
            content.put(Long.valueOf(String.valueOf(row.get(0))), Integer.valueOf(String.valueOf(row.get(1))));
        }
        return content;
    }

    private static List<Change> change(Database db) {
        var scheme = new PartitionScheme.ByTime("at", Span.MONTH, ZoneOffset.UTC);
        return List.of(new PartitionTable(new QualifiedName(db.schema(), "t"), scheme, Keys.WIDEN, false, 3));
    }
}
