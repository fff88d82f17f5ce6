package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code advise --copy}, with a second database that holds the same. */
@PostgresTest
class AdviseOnCopyTest {

    private static final String[] SHOP = {
        "create table orders (id int primary key, customer int not null, note text)",
        "insert into orders select g, g % 5000, repeat('x', 50) from generate_series(1, 60000) g",
        "vacuum analyze orders"
    };

    private static final String COPY = "the_copy";

    @TempDir
    private Path folder;

    @BeforeEach
    void a_shop_and_its_copy(Database db) throws IOException, SQLException {
        db.execute(SHOP);
        db.execute("create database " + COPY);
        try (var connection = DriverManager.getConnection(jdbcUrlOfCopy(db));
                var statement = connection.createStatement()) {
            statement.execute("create schema \"" + db.schema() + "\"");
            statement.execute("set search_path = \"" + db.schema() + "\"");
            for (var sql : SHOP) {
                statement.execute(sql);
            }
        }
        Files.writeString(folder.resolve("mine.sql"), "select * from orders where customer = 17");
    }

    @AfterEach
    void no_copy(Database db) {
        db.execute("drop database " + COPY + " with (force)");
    }

    @Test
    void says_what_was_measured_on_the_copy_and_leaves_nothing_there(Database db) throws SQLException {
        var ran = advise(db, "--copy", copy(db));

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("Tried on the copy [measured]", "1 form of statements planned otherwise")
                .contains("[measured] on the copy, beside the other indexes: ");
        try (var connection = DriverManager.getConnection(jdbcUrlOfCopy(db));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from pg_indexes where tablename = 'orders'")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void answers_in_json(Database db) {
        var ran = advise(db, "--copy", copy(db), "--format", "json", "-q");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(Schemas.violations("advise.json", ran.out())).isEmpty();
        assertThat(ran.out()).contains("\"tried\"", "\"without_ms\"", "\"left_out\" : [ ]");
    }

    @Test
    void takes_no_database_for_its_own_copy(Database db) {
        var ran = advise(db, "--copy", db.url());

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--copy names the database itself").doesNotContain("\tat ");
    }

    @Test
    void tries_nothing_at_a_size_that_no_copy_has(Database db) {
        var ran = advise(db, "--copy", copy(db), "--at", "100M");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--copy tries indexes on the rows that are there");
    }

    @Test
    void says_that_the_copy_cannot_be_reached(Database db) {
        var ran = advise(db, "--copy", "postgres://nobody:secret@localhost:1/nowhere");

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("localhost").doesNotContain("secret").doesNotContain("\tat ");
    }

    private Ran advise(Database db, String... more) {
        var words = new ArrayList<>(List.of("advise", db.url(), "--statements", folder.toString()));
        words.addAll(List.of(more));
        return Ran.howdah(words.toArray(String[]::new));
    }

    private static String copy(Database db) {
        return db.url().replaceFirst("/[^/]*$", "/" + COPY);
    }

    private static String jdbcUrlOfCopy(Database db) {
        return db.server().jdbcUrl(COPY) + "?user=" + db.user() + "&password=" + db.password();
    }
}
