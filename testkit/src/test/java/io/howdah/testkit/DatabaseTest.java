package io.howdah.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class DatabaseTest {

    private String nameBefore = "";

    @BeforeEach
    void a_table(Database db) {
        nameBefore = db.name();
        db.execute("create table orders (id bigint)", "insert into orders values (1), (2)");
    }

    @Test
    void is_the_same_for_a_test_and_what_prepares_it(Database db) {
        assertThat(db.name()).isEqualTo(nameBefore);
        assertThat(db.number("select count(*) from orders")).isEqualTo(2);
    }

    @Test
    void puts_unqualified_objects_into_a_schema_that_needs_quoting(Database db) {
        assertThat(db.value("select relnamespace::regnamespace::text from pg_class where relname = 'orders'"))
                .isEqualTo("\"Te st\"");
    }

    @Test
    void runs_on_the_version_asked_for(Database db) {
        assertThat(db.number("select current_setting('server_version_num')::int / 10000"))
                .isEqualTo(ServerUnderTest.defaultMajor());
    }

    @Test
    void stands_where_temporary_servers_are_to_be(Database db) throws IOException {
        var memory = Path.of("/dev/shm");
        boolean large = Files.isWritable(memory)
                && Files.getFileStore(memory).type().equals("tmpfs")
                && Files.getFileStore(memory).getTotalSpace() >= 16L << 30;
        assumeThat(large).as("much memory").isTrue();
        assumeThat(System.getProperty("howdah.tmpdir", memory.toString())).isEqualTo(memory.toString());

        assertThat(db.server().dataDirectory()).startsWith(memory);
    }

    @Test
    void makes_every_session_hostile(Database db) throws SQLException {
        try (var session = db.connect(new Role(db.user(), db.password()))) {
            assertThat(Sql.column(session, "show search_path")).containsExactly("\"Te st\", pg_catalog");
            assertThat(Sql.column(session, "show transaction_isolation")).containsExactly("repeatable read");
            assertThat(Sql.column(session, "show intervalstyle")).containsExactly("sql_standard");
            assertThat(Sql.column(session, "show bytea_output")).containsExactly("escape");
        }
        assertThat(Sql.column(db.connection(), "show timezone")).isNotEqualTo("UTC");
    }

    @Test
    void knows_its_address_as_a_uri(Database db) {
        assertThat(db.url()).startsWith("postgresql://postgres:").contains("@127.0.0.1:" + db.port() + "/test%20db%20");
    }

    @Test
    void makes_roles_that_may_what_was_granted(Database db) throws SQLException {
        var role = db.createRole("pg_monitor", "usage on schema \"Te st\"", "select (id) on orders");

        try (var session = DriverManager.getConnection(db.jdbcUrl(), role.name(), role.password())) {
            assertThat(Sql.column(session, "select count(id) from orders")).containsExactly("2");
            assertThat(Sql.column(session, "select pg_has_role('pg_monitor', 'member')"))
                    .containsExactly("t");
        }
        assertThat(db.url(role)).contains("Ro%20le%20").contains("it%27s%20100%25%20");
    }

    @Test
    void has_the_libraries_preloaded(Database db) {
        db.execute("create extension pg_stat_statements", "load 'auto_explain'");

        assertThat(db.number("select count(*) from pg_stat_statements")).isPositive();
    }
}
