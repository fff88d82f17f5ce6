package io.howdah.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class PostgresTestTest {

    @PostgresTest(major = 18)
    static class LeakyTest {

        /** The driver closes a connection that nothing refers to as soon as the collector comes by. */
        static final List<Connection> LEAKED = new ArrayList<>();

        @Test
        void connection(Database db) throws SQLException {
            LEAKED.add(DriverManager.getConnection(db.jdbcUrl(), db.user(), db.password()));
        }

        @Test
        void lock(Database db) {
            db.execute("select pg_advisory_lock(1)");
        }

        @Test
        void relation_lock(Database db) throws SQLException {
            db.execute("create table orders (id int)");
            var connection = db.connection();
            connection.setAutoCommit(false);
            Sql.execute(connection, "lock table orders in share mode");
        }

        @Test
        void prepared_transaction(Database db) {
            db.execute("begin; create table orders (id int); prepare transaction 'half'");
        }

        @Test
        void replication_slot(Database db) {
            db.execute("select pg_create_logical_replication_slot('left', 'pgoutput')");
        }

        @Test
        void alter_system(Database db) {
            db.execute("alter system set work_mem = '5MB'");
        }
    }

    @Test
    void fails_a_test_that_leaves_something_behind_and_says_what() {
        assertThat(messages(run(LeakyTest.class)))
                .satisfiesExactlyInAnyOrder(
                        left -> assertThat(left).startsWith("The test left a connection open: PostgreSQL JDBC Driver"),
                        left -> assertThat(left).startsWith("The test left a lock: ExclusiveLock on advisory"),
                        left -> assertThat(left).startsWith("The test left a lock: ShareLock on relation"),
                        left -> assertThat(left).isEqualTo("The test left a prepared transaction: half"),
                        left -> assertThat(left).isEqualTo("The test left a replication slot: left"),
                        left -> assertThat(left)
                                .isEqualTo("The test left the shared server's settings changed by ALTER SYSTEM:"
                                        + " work_mem"));
    }

    @Test
    void drops_databases_and_roles_though_something_was_left() throws SQLException {
        run(LeakyTest.class);
        run(TidyTest.class);

        try (var admin = Databases.admin(ServerUnderTest.shared(18), "postgres")) {
            assertThat(Sql.column(admin, "select datname from pg_database where datname like 'test db%'"))
                    .isEmpty();
            assertThat(Sql.column(admin, "select rolname from pg_roles where rolname like 'Ro le%'"))
                    .isEmpty();
            assertThat(Sql.column(admin, "show work_mem")).containsExactly("4MB");
        }
    }

    @PostgresTest(major = 18)
    static class TidyTest {

        static final Set<String> NAMES = new HashSet<>();

        @Test
        void first(Database db) throws SQLException {
            NAMES.add(db.name());
            db.execute("create temp table scratch (id int)");
            var connection = db.connection();
            connection.setAutoCommit(false);
            Sql.query(connection, "select * from pg_class");
        }

        @Test
        void second(Database db) throws SQLException {
            NAMES.add(db.name());
            var role = db.createRole("pg_read_all_data");
            db.connect(role).close();
        }
    }

    @Test
    void gives_each_test_another_database_and_lets_it_use_what_ends_with_it() {
        TidyTest.NAMES.clear();

        run(TidyTest.class).testEvents().assertStatistics(statistics -> statistics.succeeded(2));

        assertThat(TidyTest.NAMES).hasSize(2);
    }

    @PostgresTest(major = 18)
    static class SharingTest {

        static final Set<String> NAMES = new HashSet<>();

        @BeforeAll
        static void once(Database db) {
            db.execute("create table loaded_once as select 1");
        }

        @Test
        void first(Database db) {
            NAMES.add(db.name());
            db.execute("select * from loaded_once");
        }

        @Nested
        class Inner {
            @Test
            void second(Database db) {
                NAMES.add(db.name());
                db.execute("select * from loaded_once");
            }
        }
    }

    @Test
    void keeps_one_database_for_a_class_that_prepares_it_for_all_its_tests() throws SQLException {
        SharingTest.NAMES.clear();

        run(SharingTest.class).testEvents().assertStatistics(statistics -> statistics.succeeded(2));

        assertThat(SharingTest.NAMES).hasSize(1);
        try (var admin = Databases.admin(ServerUnderTest.shared(18), "postgres")) {
            assertThat(Sql.column(admin, "select datname from pg_database"))
                    .doesNotContainAnyElementsOf(SharingTest.NAMES);
        }
    }

    @PostgresTest(major = 14)
    static class PickyTest {

        @Test
        @SincePostgres(16)
        void skipped() {
            throw new AssertionError("must not run");
        }

        @Test
        @SincePostgres(14)
        void runs() {}
    }

    @Test
    void skips_tests_for_newer_servers() {
        var events = run(PickyTest.class).testEvents();

        events.assertStatistics(statistics -> statistics.skipped(1).succeeded(1));
        assertThat(reasons(events.skipped().list())).containsExactly("needs PostgreSQL 16, this is 14");
    }

    @PostgresTest(major = 13)
    static class ImpossibleTest {

        @Test
        void skipped(Database db) {
            throw new AssertionError("must not run");
        }
    }

    @Test
    void skips_a_class_whose_server_is_not_at_hand() {
        var events = run(ImpossibleTest.class).containerEvents();

        assertThat(reasons(events.skipped().list()))
                .singleElement()
                .asString()
                .startsWith("PostgreSQL 13 is not at hand: neither in /usr/lib/postgresql/13/bin nor among");
    }

    @PostgresTest(autovacuum = true)
    static class VacuumingTest {

        static final Set<String> ANSWERS = new HashSet<>();

        @Test
        void asks(Database db) {
            ANSWERS.add(db.value("show autovacuum") + db.major());
        }
    }

    @Test
    void starts_a_server_with_autovacuum_for_those_who_want_it() {
        run(VacuumingTest.class);

        assertThat(VacuumingTest.ANSWERS).containsExactly("on" + ServerUnderTest.defaultMajor());
    }

    private static EngineExecutionResults run(Class<?> type) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .execute();
    }

    private static List<String> messages(EngineExecutionResults results) {
        return results.testEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage())
                .toList();
    }

    private static List<String> reasons(List<Event> skipped) {
        return skipped.stream()
                .map(event -> event.getRequiredPayload(String.class))
                .toList();
    }
}
