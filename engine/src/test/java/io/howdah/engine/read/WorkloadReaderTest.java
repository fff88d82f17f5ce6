package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.Servers;
import io.howdah.engine.Time;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Succession;
import io.howdah.engine.catalog.Workload;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@PostgresTest
class WorkloadReaderTest {

    @BeforeEach
    void an_orders_table(Database db) {
        db.execute("create table orders (id int primary key, state text)", "insert into orders values (1, 'new')");
    }

    @Test
    void counts_statements_and_shows_the_constants_that_sessions_sent(Database db) throws SQLException {
        db.execute("create schema \"Mo nitor\"", "create extension pg_stat_statements schema \"Mo nitor\"");
        try (var application = db.connection()) {
            run(application, "select * from orders where state = 'new'", 3);

            var statement = find(read(db), "state = $1").orElseThrow();

            assertThat(statement.calls()).isEqualTo(3);
            assertThat(statement.rowsPerCall()).isEqualTo(1);
            assertThat(statement.totalMs()).isPositive();
            assertThat(statement.samples())
                    .extracting(Statement.Sample::text)
                    .containsExactly("select * from orders where state = 'new'");
        }
    }

    @Test
    void shows_parameters_that_a_driver_bound_as_parameters(Database db) throws SQLException {
        db.execute("create extension pg_stat_statements");
        try (var application = db.connection();
                var select = application.prepareStatement("select * from orders where state = 'new' and id = ?")) {
            select.setInt(1, 1);
            select.execute();

            var statement = find(read(db), "state = $").orElseThrow();

            assertThat(statement.samples())
                    .extracting(Statement.Sample::text)
                    .containsExactly("select * from orders where state = 'new' and id = $1");
        }
    }

    @Test
    void puts_the_entries_of_several_users_together(Database db) throws SQLException {
        db.execute("create extension pg_stat_statements");
        var role = db.createRole("select on orders", "usage on schema \"" + db.schema() + "\"");
        var sql = "select count(*) from orders where id > 5";
        try (var one = db.connection();
                var other = db.connect(role)) {
            run(one, sql, 2);
            run(other, sql, 5);

            var found = read(db).statements().stream()
                    .filter(s -> s.text().contains("count(*) from orders where id"))
                    .toList();

            assertThat(found).singleElement().extracting(Statement::calls).isEqualTo(7.0);
            assertThat(found.getFirst().meanMs()).isCloseTo(found.getFirst().totalMs() / 7, within(1e-9));
        }
    }

    @Test
    void leaves_out_utility_statements_and_our_own_and_says_so(Database db) throws SQLException {
        db.execute("create extension pg_stat_statements");
        try (var application = db.connection()) {
            run(application, "set work_mem = '5MB'", 1);
            run(application, "select /* howdah */ * from orders where id = 17", 1);

            var workload = read(db);

            assertThat(find(workload, "work_mem")).isEmpty();
            assertThat(find(workload, "from orders")).isEmpty();
            assertThat(workload.notes()).anyMatch(note -> note.startsWith("Utility statements"));
        }
    }

    @Test
    void tells_utility_commands_by_their_kind_without_names_and_values(Database db) throws SQLException {
        db.execute("create extension pg_stat_statements");
        try (var application = db.connection()) {
            run(application, "listen secrets", 2);
            run(application, "set work_mem = '5MB'", 3);
            run(application, "create temporary table hidden (id int)", 1);
            run(application, "set local work_mem = '5MB'", 1);

            assertThat(read(db).utility())
                    .containsEntry("LISTEN", 2.0)
                    .containsEntry("SET work_mem", 3.0)
                    .containsEntry("CREATE TEMPORARY TABLE", 1.0)
                    .containsEntry("SET LOCAL", 1.0)
                    .allSatisfy((command, calls) -> assertThat(command).doesNotContain("secrets", "hidden", "5MB"));
        }
    }

    @Test
    void does_not_use_texts_that_were_cut_off(Database db) throws SQLException {
        db.execute("create extension pg_stat_statements");
        var longList = "7, ".repeat(1000) + "7";
        try (var application = db.connection()) {
            run(application, "select * from orders where id in (" + longList + ")", 1);

            var workload = read(db);

            assertThat(workload.statements()).flatExtracting(Statement::samples).isEmpty();
            assertThat(workload.notes()).anyMatch(note -> note.contains("track_activity_query_size"));
        }
    }

    @Test
    void says_how_to_get_what_is_missing(Database db) {
        var workload = read(db);

        assertThat(workload.statements()).isEmpty();
        assertThat(workload.notes()).singleElement().asString().contains("CREATE EXTENSION pg_stat_statements");
    }

    @Test
    void says_that_the_statements_of_others_are_hidden_without_pg_monitor(Database db) throws SQLException {
        db.execute("create extension pg_stat_statements", "grant usage on schema \"" + db.schema() + "\" to public");
        try (var application = db.connection()) {
            run(application, "select * from orders where state = 'new'", 1);
            var workload = new WorkloadReader(Servers.sessions(db, db.createRole()), Time.SYSTEM).read(Duration.ZERO);

            assertThat(find(workload, "orders")).isEmpty();
            assertThat(workload.notes()).anyMatch(note -> note.contains("GRANT pg_monitor"));
        }
    }

    @Test
    void tells_what_ran_between_two_readings(Database db) throws SQLException {
        db.execute("create extension pg_stat_statements");
        try (var application = db.connection()) {
            run(application, "select * from orders where state = 'new'", 10);
            run(application, "select state from orders", 1);
            var before = new WorkloadReader(Servers.sessions(db), Time.SYSTEM).readCounters();
            run(application, "select * from orders where state = 'old'", 4);

            var between = new WorkloadReader(Servers.sessions(db), Time.SYSTEM)
                    .readCounters()
                    .minus(before);

            assertThat(find(between, "state = $1").orElseThrow().calls()).isEqualTo(4);
            assertThat(find(between, "select state from")).isEmpty();
            assertThat(between.since()).isEqualTo(before.until());
        }
    }

    /** On a busy machine looks come so seldom that they miss the outer statement; then it is tried again. */
    @Test
    @Timeout(120)
    void notes_what_sessions_repeat_right_after_another_statement(Database db) throws Exception {
        db.execute("create extension pg_stat_statements");
        try (var application = db.connection();
                var loops = Executors.newSingleThreadExecutor()) {
            var running = new AtomicBoolean(true);
            var done = loops.submit(() -> {
                while (running.get()) {
                    run(application, "select pg_sleep(0.15), id from orders", 1);
                    run(application, "begin", 1);
                    for (int id = 1; id <= 3; id++) {
                        run(application, "select pg_sleep(0.15), (select state from orders where id = " + id + ")", 1);
                    }
                    run(application, "commit", 1);
                    run(application, "select pg_sleep(0.15), 'between'", 1);
                }
                return true;
            });
            var reader = new WorkloadReader(Servers.sessions(db), Time.SYSTEM);
            var found = Optional.<Succession>empty();
            while (found.isEmpty()) {
                var workload = reader.read(Duration.ofSeconds(3));
                found = workload.seen().successions().stream()
                        .filter(s -> s.outer().equals(id(workload, ", id from orders")))
                        .filter(s -> s.loops() >= 2)
                        .findFirst();
                found.ifPresent(seen -> assertThat(seen.inner()).isEqualTo(id(workload, ", (select state from")));
            }
            running.set(false);

            assertThat(done.get()).isTrue();
            assertThat(found.orElseThrow().share())
                    .isGreaterThan(found.orElseThrow().shareElsewhere());
        }
    }

    private static String id(Workload workload, String part) {
        return find(workload, part).orElseThrow().id();
    }

    private static Workload read(Database db) {
        return new WorkloadReader(Servers.sessions(db), Time.SYSTEM).read(Duration.ZERO);
    }

    private static Optional<Statement> find(Workload workload, String part) {
        return workload.statements().stream()
                .filter(s -> s.text().contains(part))
                .findFirst();
    }

    private static void run(Connection connection, String sql, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
