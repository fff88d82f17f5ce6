package io.howdah.samples.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.samples.TestData;
import io.howdah.samples.workload.Action;
import io.howdah.samples.workload.Statement;
import io.howdah.samples.workload.Workload;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class WorkloadDriverTest {

    private static final Statement READ = new Statement("read", "select n from numbers where n < ?", true);
    private static final Statement WRITE = new Statement("write", "insert into numbers values (?)", true);
    private static final Statement WRONG = new Statement("wrong", "select 1 / ?", true);
    private static final Statement LONG = new Statement("long", "select pg_sleep(?)", true);

    @BeforeEach
    void a_table_of_ten_numbers(Database db) {
        db.execute("create table numbers as select n from generate_series(1, 10) n");
    }

    @Test
    void counts_calls_and_rows_of_each_statement(Database db) throws SQLException, InterruptedException {
        var run = driver(db, action("read", 3, READ, 4), action("write", 1, WRITE, 11))
                .run(RunLength.calls(100), RunListener.none());

        assertThat(run.statement("read")).hasValueSatisfying(read -> {
            assertThat(read.count()).isEqualTo(70);
            assertThat(read.rows()).isEqualTo(210);
        });
        assertThat(run.statement("write")).hasValueSatisfying(write -> {
            assertThat(write.count()).isEqualTo(30);
            assertThat(write.rows()).isEqualTo(30);
        });
    }

    @Test
    void an_error_is_reported_and_the_run_goes_on(Database db) throws SQLException, InterruptedException {
        var run = driver(db, action("wrong", 1, WRONG, 0), action("read", 1, READ, 4))
                .run(RunLength.calls(20), RunListener.none());

        assertThat(run.errors()).hasSize(10).allSatisfy(error -> {
            assertThat(error.during()).isEqualTo("wrong");
            assertThat(error.sqlState()).isEqualTo("22012");
        });
        assertThat(run.statement("wrong")).hasValueSatisfying(wrong -> {
            assertThat(wrong.errors()).isEqualTo(10);
            assertThat(wrong.count()).isZero();
        });
        assertThat(run.statement("read"))
                .hasValueSatisfying(read -> assertThat(read.count()).isEqualTo(10));
    }

    @Test
    void statements_of_a_transaction_are_undone_together(Database db) throws SQLException, InterruptedException {
        var insert = new Statement("insert", "insert into numbers values (?)", true);
        var both = new Action(
                "both",
                1,
                List.of(insert, WRONG),
                client -> client.together(inside -> {
                    inside.send(insert, 99);
                    inside.send(WRONG, 0);
                }));

        var run = driver(db, both).run(RunLength.calls(10), RunListener.none());

        assertThat(run.errors()).hasSize(10);
        assertThat(db.number("select count(*) from numbers")).isEqualTo(10);
    }

    @Test
    void clients_show_the_name_of_the_application(Database db) throws SQLException, InterruptedException {
        try (var run = driver(db, action("long", 1, LONG, 3_600.0)).start(RunLength.endless(), RunListener.none())) {
            awaitSleepers(db);

            assertThat(db.column("select distinct application_name from pg_stat_activity where query like '%pg_sleep%'"
                            + " and pid <> pg_backend_pid()"))
                    .containsExactly("test-app");
            assertThat(run.lockWaits()).isEmpty();
        }
    }

    @Test
    void an_interrupt_cancels_what_runs(Database db) throws InterruptedException {
        var thrown = new ArrayList<Throwable>();
        var thread = new Thread(() -> {
            try {
                driver(db, action("long", 1, LONG, 3_600.0)).run(RunLength.calls(10), RunListener.none());
            } catch (InterruptedException | SQLException failure) {
                thrown.add(failure);
            }
        });
        thread.start();
        awaitSleepers(db);
        thread.interrupt();
        thread.join();

        assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
    }

    @Test
    void a_background_run_ends_when_it_is_stopped(Database db) throws SQLException, InterruptedException {
        var begun = new CountDownLatch(20);
        var running = driver(db, action("read", 1, READ, 4))
                .resting(Duration.ofMillis(1))
                .start(RunLength.endless(), (done, total) -> begun.countDown());
        begun.await();

        var run = running.stop();

        assertThat(run.calls()).isGreaterThanOrEqualTo(20);
        assertThat(run.errors()).isEmpty();
    }

    @Test
    void a_run_by_time_ends_by_itself(Database db) throws SQLException, InterruptedException {
        var run = driver(db, action("read", 1, READ, 4))
                .run(RunLength.duration(Duration.ofMillis(100)), RunListener.none());

        assertThat(run.wall()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        assertThat(run.calls()).isPositive();
    }

    @Test
    void a_wait_for_a_lock_is_seen_with_the_one_in_the_way(Database db) throws SQLException, InterruptedException {
        try (var locking = db.connection();
                var statement = locking.createStatement();
                var running = driver(db, action("read", 1, READ, 4)).start(RunLength.endless(), RunListener.none())) {
            locking.setAutoCommit(false);
            statement.execute("lock table numbers in access exclusive mode");
            while (running.lockWaits().isEmpty()) {
                Thread.sleep(5);
            }
            locking.commit();

            var waits = running.stop().waitsForOthers();

            assertThat(waits).isNotEmpty().allSatisfy(wait -> {
                assertThat(wait.statement()).isEqualTo("select n from numbers where n < $1");
                assertThat(wait.event()).isEqualTo("relation");
                assertThat(wait.blockerStatement()).startsWith("lock table numbers");
            });
        }
    }

    @Test
    void a_lost_connection_is_an_error_and_is_made_again(Database db) throws SQLException, InterruptedException {
        var begun = new CountDownLatch(5);
        var running =
                driver(db, action("read", 1, READ, 4)).start(RunLength.endless(), (done, total) -> begun.countDown());
        begun.await();
        db.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test-app'");
        while (db.number("select count(*) from pg_stat_activity where application_name = 'test-app'") < 2) {
            Thread.sleep(5);
        }

        var run = running.stop();

        assertThat(run.errors()).isNotEmpty().allMatch(error -> error.during().equals("read"));
    }

    @Test
    void a_server_that_cannot_be_reached_is_an_exception(Database db) {
        var driver = new WorkloadDriver(
                () -> {
                    throw new SQLException("no such server");
                },
                new Workload("test-app", List.of(action("read", 1, READ, 4)), 10, Instant.EPOCH),
                2,
                1);

        assertThatThrownBy(() -> driver.run(RunLength.calls(10), RunListener.none()))
                .hasMessage("no such server");
    }

    private static void awaitSleepers(Database db) throws InterruptedException {
        while (db.number("select count(*) from pg_stat_activity where application_name = 'test-app'"
                        + " and wait_event = 'PgSleep'")
                < 2) {
            Thread.sleep(5);
        }
    }

    private static WorkloadDriver driver(Database db, Action... actions) {
        var workload = new Workload("test-app", List.of(actions), 100, Instant.EPOCH);
        return new WorkloadDriver(TestData.connections(db), workload, 2, 1);
    }

    private static Action action(String name, int weight, Statement statement, Object parameter) {
        return new Action(name, weight, List.of(statement), client -> client.send(statement, parameter));
    }
}
