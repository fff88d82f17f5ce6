package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What the commands say of values that are somebody's data: nothing, unless they are asked to. */
@PostgresTest(major = ServerUnderTest.NEWEST)
class RedactionTest {

    /** In every value of the tables and of the statements, and in no name. */
    private static final String VALUE = "secret";

    private static final String OF_TWO = "select id from people where city = 'North' and name > 'secret a'"
            + " union select id from people where city = 'South' and name > 'secret b'";

    @TempDir
    private Path folder;

    @BeforeEach
    void people(Database db) throws IOException {
        db.execute(
                "create table people (id int primary key, name text not null, city text not null)",
                "insert into people select n, 'secret ' || n, (array['North', 'South'])[1 + n % 2]"
                        + " from generate_series(1, 20000) n",
                "analyze people");
        var statements = Files.createDirectories(folder.resolve("statements"));
        Files.writeString(statements.resolve("named.sql"), "select * from people where name = 'secret 17'");
        Files.writeString(statements.resolve("bound.sql"), "select * from people where name = $1 and city = $2");
        Files.writeString(statements.resolve("union.sql"), OF_TWO);
        Files.writeString(statements.resolve("wrong.sql"), "select * from people where id = 'secret id'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"advise", "statements", "what-if", "twin check"})
    void shows_values_only_where_that_is_asked_for(String command, Database db) {
        for (var format : List.of("text", "json")) {
            var hidden = howdah(db, command, "--format", format);
            var shown = howdah(db, command, "--format", format, "--show-values");

            assertThat(hidden.out()).as(command).contains("people").doesNotContain(VALUE);
            assertThat(hidden.err()).doesNotContain(VALUE);
            assertThat(shown.out()).as(command + " --show-values").contains(VALUE);
        }
    }

    @Test
    void shows_none_of_a_plan(Database db) throws IOException {
        Files.writeString(folder.resolve("one.sql"), "select * from people where city = 'North' and name = 'secret 5'");
        Files.writeString(
                folder.resolve("plan.txt"),
                String.join("\n", db.column("explain analyze select * from people where name like 'secret 19999%'")));

        for (var arguments : List.of(
                List.of("--run", "-d", db.url(), "one.sql"),
                List.of("plan.txt"),
                List.of("--run", "-d", db.url(), "one.sql", "--format", "json"),
                List.of("plan.txt", "--format", "json"))) {
            var words = new ArrayList<>(arguments);
            words.addAll(0, List.of("explain", "-q"));
            var hidden = Ran.howdah(folder, words.toArray(String[]::new));
            words.add("--show-values");
            var shown = Ran.howdah(folder, words.toArray(String[]::new));

            assertThat(hidden.code()).as(hidden.err()).isZero();
            assertThat(hidden.out()).contains("?").doesNotContain(VALUE);
            assertThat(shown.out()).contains(VALUE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "html", "sarif", "junit", "nagios"})
    void shows_none_in_an_inspection(String format, Database db) throws SQLException {
        db.execute("create extension if not exists pg_stat_statements");
        try (var connection = DriverManager.getConnection(db.jdbcUrl(), db.user(), db.password());
                var application = connection.createStatement()) {
            for (int i = 0; i < 30; i++) {
                application.execute("select id from people where name like '%secret " + i + "%' or city = 'secret'");
            }
            application.execute("do $$ begin perform id from people where name = 'secret done'; end $$");
            application.execute("set application_name = 'secret job'");
            application.execute("comment on table people is 'secret list'");
        }

        var ran = Ran.howdah(folder, "inspect", db.url(), "-q", "--format", format);

        assertThat(ran.out()).as(ran.err()).isNotEmpty().doesNotContain(VALUE);
        assertThat(ran.err()).doesNotContain(VALUE);
        if (List.of("text", "json", "html").contains(format)) {
            assertThat(ran.out()).contains("from people");
        }
    }

    @Test
    void hands_over_statements_that_run_with_parameters(Database db) {
        var form = new JsonMapper()
                .readTree(howdah(db, "statements", "--format", "json").out())
                .get("forms")
                .get(0);
        var before = form.get("before").asString();
        var after = form.get("after").asString();

        assertThat(after).contains("UNION ALL", "city = 'North'", "name > $1", "name > $2");
        db.execute("prepare before as " + before, "prepare after as " + after);
        assertThat(db.query("execute after('secret 5', 'secret 7')"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(db.query("execute before('secret 5', 'secret 7')"));
    }

    private Ran howdah(Database db, String command, String... options) {
        var words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of(
                db.url(), "-q", "--statements", folder.resolve("statements").toString()));
        words.addAll(List.of(options));
        if (command.equals("what-if")) {
            words.addAll(List.of("--rows", "people=3M"));
        }
        var ran = Ran.howdah(folder, words.toArray(String[]::new));
        assertThat(ran.code()).as(command + ": " + ran.err()).isZero();
        return ran;
    }
}
