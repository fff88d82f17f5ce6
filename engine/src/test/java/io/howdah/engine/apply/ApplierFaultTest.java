package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Problem;
import io.howdah.engine.Servers;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.apply.run.BuildProgress;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.DropIndex;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever stops a change in the middle, nothing half done stays, and the journal knows how it stands. */
@PostgresTest
@Tag("slow")
class ApplierFaultTest {

    private static final ApplyOptions OPTIONS =
            ApplyOptions.of("test").sampling(Duration.ofMillis(50)).cleaningPatience(Duration.ofSeconds(2));

    @BeforeEach
    void an_orders_table(Database db) {
        db.execute(
                "create table orders (id bigint primary key, status text)",
                "create index by_id_and_status on orders (id, status)",
                "insert into orders select g, 'x' from generate_series(1, 1000) g");
    }

    @Test
    void shows_whom_a_build_waits_for_and_stops_when_interrupted(Database db) throws SQLException {
        var before = CatalogSnapshot.of(db);
        var shown = new ArrayList<BuildProgress>();
        try (var old = snapshot(db, "select 1")) {
            var problem = failing(db, create(db), progress -> {
                shown.add(progress);
                Thread.currentThread().interrupt();
            });

            assertThat(problem.kind()).isEqualTo(Problem.Kind.INTERRUPTED);
            assertThat(Thread.interrupted()).as("the interrupt flag is kept").isTrue();
            var blocker = shown.getFirst().waitsFor().getFirst();
            assertThat(blocker.pid()).isEqualTo(pid(old));
            assertThat(blocker.user()).isEqualTo(db.user());
            assertThat(blocker.transactionAge()).isNotNull();
            assertThat(shown.getFirst().phase()).isEqualTo("waiting for old snapshots");
            assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
            assertThat(onlyState(db)).isEqualTo(StepState.CLEANED);
            old.rollback();
        }

        assertThat(applier(db).apply(List.of(create(db)), ApplyListener.SILENT).id())
                .isEqualTo(1);
        assertThat(onlyState(db)).isEqualTo(StepState.DONE);
    }

    @Test
    void cleans_up_after_its_statement_was_cancelled_by_somebody(Database db) throws SQLException {
        var before = CatalogSnapshot.of(db);
        try (var old = snapshot(db, "select 1")) {
            var problem = failing(db, create(db), progress -> signal(db, "pg_cancel_backend"));

            assertThat(problem).hasMessageContaining("canceling statement due to user request");
            assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
            assertThat(onlyState(db)).isEqualTo(StepState.CLEANED);
            old.rollback();
        }
    }

    @Test
    void cleans_up_after_its_session_was_terminated(Database db) throws SQLException {
        var before = CatalogSnapshot.of(db);
        try (var old = snapshot(db, "select 1")) {
            var problem = failing(db, create(db), progress -> signal(db, "pg_terminate_backend"));

            assertThat(problem).hasMessageContaining("terminating connection due to administrator command");
            assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
            assertThat(onlyState(db)).isEqualTo(StepState.CLEANED);
            old.rollback();
        }
    }

    @Test
    void cleans_up_later_what_a_reader_of_the_table_keeps_it_from_dropping_now(Database db) throws SQLException {
        var before = CatalogSnapshot.of(db);
        try (var reader = snapshot(db, "select count(*) from orders")) {
            var problem = failing(db, create(db), progress -> signal(db, "pg_cancel_backend"));

            assertThat(problem).hasMessageContaining("What it left could not be removed yet");
            assertThat(onlyState(db)).isEqualTo(StepState.FAILED);
            reader.rollback();
        }
        applier(db).undoLatest(ApplyListener.SILENT);

        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void finishes_a_drop_that_was_stopped_half_way_and_can_take_it_back(Database db) throws SQLException {
        var before = CatalogSnapshot.of(db);
        var drop = new DropIndex(ApplyLifeTest.index(db, "by_id_and_status", "orders"));
        try (var reader = snapshot(db, "select count(*) from orders")) {
            failing(db, drop, progress -> Thread.currentThread().interrupt());

            assertThat(Thread.interrupted()).isTrue();
            assertThat(onlyState(db)).isEqualTo(StepState.FAILED);
            reader.rollback();
        }
        applier(db).apply(List.of(create(db)), ApplyListener.SILENT);

        assertThat(applier(db).status().get(1).steps().getFirst().state()).isEqualTo(StepState.DONE);
        applier(db).undoAll(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void goes_on_with_an_undo_that_was_stopped(Database db) throws SQLException {
        applier(db).apply(List.of(create(db)), ApplyListener.SILENT);
        var applied = CatalogSnapshot.of(db);
        try (var reader = snapshot(db, "select count(*) from orders")) {
            var problem = refusal(() -> applier(db).undoLatest(whenWaiting(p -> signal(db, "pg_cancel_backend"))));

            assertThat(problem).hasMessageContaining("Taking back: create index by_status");
            reader.rollback();
        }
        var undone = applier(db).undoLatest(ApplyListener.SILENT).orElseThrow();

        assertThat(CatalogSnapshot.of(db)).isNotEqualTo(applied).noneMatch(line -> line.contains("by_status"));
        assertThat(undone.state()).isEqualTo(Application.State.UNDONE);
        assertThat(onlyState(db)).isEqualTo(StepState.UNDONE);
    }

    @Test
    void puts_in_order_what_a_killed_process_left(Database db) throws Exception {
        var before = CatalogSnapshot.of(db);
        try (var old = snapshot(db, "select 1")) {
            var child = child(db);
            await(() -> db.number("select count(*) from pg_locks where locktype = 'virtualxid' and not granted") > 0);
            assertThat(db.column("select relname from pg_class where relname = 'by_status'"))
                    .hasSize(1);
            child.destroyForcibly().waitFor();
            old.rollback();
        }
        await(() -> db.number("select count(*) from pg_locks where locktype = 'advisory'") == 0);

        var application = applier(db).apply(List.of(create(db)), ApplyListener.SILENT);

        assertThat(application.steps())
                .allMatch(step -> step.state() == StepState.DONE || step.state() == StepState.ALREADY);
        applier(db).undoAll(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void takes_back_what_a_killed_process_left(Database db) throws Exception {
        var before = CatalogSnapshot.of(db);
        try (var old = snapshot(db, "select 1")) {
            var child = child(db);
            await(() -> db.number("select count(*) from pg_locks where locktype = 'virtualxid' and not granted") > 0);
            child.destroyForcibly().waitFor();
            await(() -> db.number("select count(*) from pg_locks where locktype = 'advisory'") == 0);

            applier(db).undoAll(ApplyListener.SILENT);

            assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
            old.rollback();
        }
    }

    @Test
    void disturbs_no_writer(Database db) throws Exception {
        db.execute("insert into orders select g, 'x' from generate_series(1001, 60000) g");
        var stop = new AtomicBoolean();
        var writer = writer(db, stop, 1_000_000);
        var other = writer(db, stop, 2_000_000);
        var waits = CompletableFuture.supplyAsync(() -> lockWaits(db, stop));

        applier(db).apply(List.of(create(db)), ApplyListener.SILENT);
        applier(db).undoLatest(ApplyListener.SILENT);
        applier(db)
                .apply(
                        List.of(new DropIndex(ApplyLifeTest.index(db, "by_id_and_status", "orders")), create(db)),
                        ApplyListener.SILENT);
        stop.set(true);

        long written = writer.get(30, TimeUnit.SECONDS) + other.get(30, TimeUnit.SECONDS);
        assertThat(written).isGreaterThan(20);
        assertThat(waits.get(30, TimeUnit.SECONDS))
                .as("samples in which a writer waited for a lock")
                .isZero();
        assertThat(db.number("select count(*) from orders")).isEqualTo(60_000 + written);
        db.execute("set enable_seqscan = off", "set enable_bitmapscan = off");
        assertThat(db.number("select count(*) from orders where status >= ''")).isEqualTo(60_000 + written);
    }

    /** Inserts and updates, each in a transaction of its own, until told to stop; says how many rows it inserted. */
    private static CompletableFuture<Long> writer(Database db, AtomicBoolean stop, int from) throws SQLException {
        var connection = db.connection();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return CompletableFuture.supplyAsync(() -> {
            long count = 0;
            try (connection;
                    var insert = connection.prepareStatement("insert into orders values (?, 'new')");
                    var update = connection.prepareStatement("update orders set status = 'u' || id where id = ?")) {
                connection.createStatement().execute("set application_name = 'writer'");
                while (!stop.get()) {
                    insert.setLong(1, from + count);
                    insert.execute();
                    update.setLong(1, from + count / 2);
                    update.execute();
                    count++;
                }
                return count;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static long lockWaits(Database db, AtomicBoolean stop) {
        long samples = 0;
        try (var connection = db.connection();
                var look = connection.prepareStatement(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                + " and wait_event = 'relation' and application_name = 'writer'")) {
            while (!stop.get()) {
                try (var rows = look.executeQuery()) {
                    rows.next();
                    samples += rows.getLong(1);
                }
            }
            return samples;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process child(Database db) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AppliedByChild.class.getName(),
                        db.url(),
                        db.schema())
                .inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Applies until it waits for somebody, and does then what is told; returns the problem that comes of it. */
    private static Problem failing(Database db, Change change, Consumer<BuildProgress> whenWaiting) {
        return refusal(() -> applier(db).apply(List.of(change), whenWaiting(whenWaiting)));
    }

    private static Problem refusal(Callable<?> work) {
        try {
            work.call();
        } catch (Problem problem) {
            return problem;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("nothing went wrong");
    }

    private static ApplyListener whenWaiting(Consumer<BuildProgress> work) {
        var once = new AtomicBoolean();
        return event -> {
            if (event instanceof ApplyEvent.Running running
                    && !running.progress().waitsFor().isEmpty()
                    && once.compareAndSet(false, true)) {
                work.accept(running.progress());
            }
        };
    }

    private static void signal(Database db, String function) {
        db.query("select " + function + "(pid) from pg_stat_activity where query ~ 'INDEX CONCURRENTLY'"
                + " and application_name = 'howdah' and state = 'active'");
    }

    /** A transaction that stays open, with a snapshot. */
    private static Connection snapshot(Database db, String sql) throws SQLException {
        var connection = db.connection();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.createStatement().execute(sql);
        return connection;
    }

    private static int pid(Connection connection) throws SQLException {
        return connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    }

    private static StepState onlyState(Database db) {
        var applications = applier(db).status();
        assertThat(applications).hasSize(1);
        return applications.getFirst().steps().getFirst().state();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (condition.call()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("waited in vain");
    }

    private static CreateIndex create(Database db) {
        return AppliedByChild.create(db.schema());
    }

    private static Applier applier(Database db) {
        return new Applier(Servers.sessions(db), OPTIONS);
    }

    /** What the process does that is killed. */
    static final class AppliedByChild {

        public static void main(String[] arguments) {
            new Applier(Servers.sessions(arguments[0]), OPTIONS)
                    .apply(List.of(create(arguments[1])), ApplyListener.SILENT);
        }

        static CreateIndex create(String schema) {
            return new CreateIndex(
                    "by_status",
                    IndexDefinition.btree(new QualifiedName(schema, "orders"), List.of(IndexKey.on("status"))));
        }
    }
}
