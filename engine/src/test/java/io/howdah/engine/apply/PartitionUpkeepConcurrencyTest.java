package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.apply.partition.Partitions;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.DrainDefaultPartition;
import io.howdah.engine.change.MakePartitions;
import io.howdah.engine.change.PartitionPolicy;
import io.howdah.engine.change.PartitionPolicy.Keep;
import io.howdah.engine.change.PartitionPolicy.Old;
import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.change.PartitionScheme.Span;
import io.howdah.engine.change.RetirePartitions;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Partitions come and go while others write and read, and while others do the same: nothing is lost, nothing out of sight. */
@PostgresTest
class PartitionUpkeepConcurrencyTest {

    private static final Instant AT = Instant.parse("2026-10-15T12:00:00Z");

    private static final int FIXED = 1000;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final Map<Long, Integer> ledger = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong(FIXED);

    @BeforeEach
    void a_table_that_fell_behind(Database db) {
        db.execute(
                "create table t (id bigint not null, at timestamptz not null, n int not null, primary key (id, at)) partition by range (at)",
                "create table t_08 partition of t for values from ('2026-08-01 00:00+00') to ('2026-09-01 00:00+00')",
                "create table t_default partition of t default",
                "insert into t select i, '2026-09-15 00:00+00'::timestamptz + i * interval '1 hour', 0 from generate_series(1, "
                        + FIXED + ") i");
        new Partitions(Servers.sessions(db))
                .adopt(new PartitionPolicy(
                        table(db),
                        new PartitionScheme.ByTime("at", Span.MONTH, ZoneOffset.UTC),
                        2,
                        new Keep(1, Span.MONTH),
                        Old.DETACH,
                        null,
                        null));
    }

    @Test
    void drains_with_all_rows_in_sight(Database db) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < 3; i++) {
                int writer = i;
                var connection = db.connection();
                running.add(threads.submit(() -> write(connection, writer)));
            }
            var reading = db.connection();
            running.add(threads.submit(() -> read(reading, false)));
            var repeating = db.connection();
            running.add(threads.submit(() -> read(repeating, true)));
            try {
                TimeUnit.MILLISECONDS.sleep(300);
                atOnce(db).apply(List.of(new MakePartitions(table(db), AT)), ApplyListener.SILENT);
                var drained = atOnce(db).apply(List.of(new DrainDefaultPartition(table(db), AT)), ApplyListener.SILENT);
                assertThat(drained.steps()).allMatch(step -> step.lockedMillis() == null || step.lockedMillis() < 100);
                TimeUnit.MILLISECONDS.sleep(300);
            } finally {
                stop.set(true);
            }
            for (var each : running) {
                each.get();
            }
        }
        assertThat(db.number("select count(*) from t_default")).isZero();
        assertThat(content(db)).isEqualTo(ledger);
        assertThat(ledger).hasSizeGreaterThan(10);
        assertThat(db.number("select count(*) from t where id <= " + FIXED)).isEqualTo(FIXED);
    }

    /** Rows of its own, which the ledger knows. */
    private Void write(Connection connection, int writer) throws SQLException {
        var random = new Random(writer);
        var own = new ArrayList<Long>();
        while (!stop.get()) {
            int kind = random.nextInt(10);
            try (var statement = connection.createStatement()) {
                if (kind < 4 || own.isEmpty()) {
                    long id = ids.incrementAndGet();
                    int day = 1 + random.nextInt(28);
                    assertThat(statement.executeUpdate("insert into t values (" + id + ", '2026-"
                                    + (random.nextBoolean() ? "09" : "10") + "-" + day + " 00:00+00', 0)"))
                            .isEqualTo(1);
                    ledger.put(id, 0);
                    own.add(id);
                } else if (kind < 9 || own.size() < 500) {
                    long id = own.get(random.nextInt(own.size()));
                    if (kind == 8) {
                        statement.executeUpdate("update t set n = n + 1, at = case when at > '2026-10-05 00:00+00' then"
                                + " at - interval '20 days' else at + interval '20 days' end where id = " + id);
                    } else {
                        assertThat(statement.executeUpdate("update t set n = n + 1 where id = " + id))
                                .isEqualTo(1);
                    }
                    ledger.merge(id, 1, Integer::sum);
                } else {
                    long id = own.remove(random.nextInt(own.size()));
                    assertThat(statement.executeUpdate("delete from t where id = " + id))
                            .isEqualTo(1);
                    ledger.remove(id);
                }
            }
        }
        return null;
    }

    /** The rows that nobody touches are all there, each once, for a snapshot of whatever age. */
    private Void read(Connection connection, boolean repeating) throws SQLException {
        connection.setAutoCommit(false);
        if (repeating) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        }
        while (!stop.get()) {
            try (var statement = connection.createStatement()) {
                if (repeating) {
                    statement.executeQuery("select count(*) from pg_class").close();
                    connection.createStatement().execute("select pg_sleep(0.05)");
                }
                try (var rows = statement.executeQuery("select count(*), count(distinct id) from t where id <= " + FIXED
                        + " and at < '2026-11-01 00:00+00'")) {
                    rows.next();
                    assertThat(rows.getLong(1)).isEqualTo(FIXED);
                    assertThat(rows.getLong(2)).isEqualTo(FIXED);
                }
            }
            connection.rollback();
        }
        return null;
    }

    @Test
    void two_at_the_same_time_make_each_partition_once(Database db) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = new ArrayList<Future<?>>();
            for (int i = 0; i < 2; i++) {
                both.add(threads.submit(() -> {
                    var applier = new Applier(
                            Servers.sessions(db),
                            ApplyOptions.of("test")
                                    .sampling(Duration.ofMillis(20))
                                    .runnerPatience(Duration.ofSeconds(60))
                                    .undoWindow(Duration.ZERO));
                    List<Change> all = List.of(
                            new MakePartitions(table(db), AT),
                            new DrainDefaultPartition(table(db), AT),
                            new RetirePartitions(table(db), AT));
                    for (var change : all) {
                        applier.apply(List.of(change), ApplyListener.SILENT);
                    }
                }));
            }
            for (var each : both) {
                each.get();
            }
        }
        assertThat(
                        db.column(
                                "select relname from pg_class join pg_inherits on inhrelid = oid where inhparent = 't'::regclass order by 1"))
                .containsExactly("t_default", "t_p2026_09", "t_p2026_10", "t_p2026_11", "t_p2026_12");
        assertThat(db.number("select count(*) from t")).isEqualTo(FIXED);
    }

    private static Applier atOnce(Database db) {
        return new Applier(
                Servers.sessions(db),
                ApplyOptions.of("test").sampling(Duration.ofMillis(20)).undoWindow(Duration.ZERO));
    }

    private static QualifiedName table(Database db) {
        return new QualifiedName(db.schema(), "t");
    }

    private static Map<Long, Integer> content(Database db) {
        var content = new ConcurrentHashMap<Long, Integer>();
        for (var row : db.query("select id, n from t where id > " + FIXED)) {
            content.put(Long.valueOf(String.valueOf(row.get(0))), Integer.valueOf(String.valueOf(row.get(1))));
        }
        return content;
    }
}
