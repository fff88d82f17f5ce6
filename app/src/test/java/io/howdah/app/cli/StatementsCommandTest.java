package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code statements} and {@code explain}, as their users would run them. */
@PostgresTest
class StatementsCommandTest {

    private static final String UNION =
            "select id from posts where region = 'EU' union select id from posts where region = 'US'";

    @TempDir
    private Path folder;

    @BeforeEach
    void posts(Database db) throws IOException {
        db.execute(
                "create table posts (id int primary key, region text not null, body text)",
                "insert into posts select g, (array['EU', 'US'])[1 + g % 2], repeat('x', 50) from generate_series(1, 20000) g",
                "analyze posts");
        Files.writeString(folder.resolve("union.sql"), UNION);
    }

    @Test
    void proposes_what_it_has_run_as_a_role_that_may_only_read(Database db) {
        var reader =
                db.createRole("pg_monitor", "usage on schema \"Te st\"", "select on all tables in schema \"Te st\"");

        var ran = Ran.howdah("statements", db.url(reader), "--statements", folder.toString(), "--run", "-q");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("Same rows and faster, measured", "disjoint-union", "UNION ALL");
    }

    @Test
    void runs_nothing_unless_asked_to_and_answers_in_json(Database db) {
        var ran = Ran.howdah("statements", db.url(), "--statements", folder.toString(), "--format", "json", "-q");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(Schemas.violations("statements.json", ran.out())).isEmpty();
        assertThat(ran.out()).contains("\"not-run\"", "no statement was to be run");
    }

    @Test
    void refuses_to_run_here_and_on_a_copy_at_once(Database db) {
        var ran = Ran.howdah("statements", db.url(), "--run", "--copy", db.url());

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("not both");
    }

    @Test
    void reads_a_plan_from_a_file(Database db) throws IOException {
        var plan = String.join("\n", db.column("explain (analyze, buffers) select * from posts where body like '%y%'"));
        Files.writeString(folder.resolve("plan.txt"), plan);

        var ran = Ran.howdah(folder, "explain", "plan.txt");
        var json = Ran.howdah(folder, "explain", "plan.txt", "--format", "json");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("reads 20,000 rows and throws 20,000 of them away");
        assertThat(Schemas.violations("explain.json", json.out())).isEmpty();
    }

    @Test
    void says_in_one_line_what_is_wrong_with_a_file() {
        assertThat(Ran.howdah(folder, "explain", "missing.txt").code()).isEqualTo(2);
        var ran = Ran.howdah(folder, "explain", "union.sql");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("union.sql holds no plan").doesNotContain("\tat ");
    }

    @Test
    void runs_a_statement_read_only_and_says_where_its_time_went(Database db) throws IOException {
        Files.writeString(folder.resolve("slow.sql"), "select * from posts where body like '%y%';\n");
        var reader =
                db.createRole("pg_monitor", "usage on schema \"Te st\"", "select on all tables in schema \"Te st\"");

        var ran = Ran.howdah(folder, "explain", "--run", "-d", db.url(reader), "slow.sql", "-q");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("select * from posts", "reads 20,000 rows and throws 20,000 of");
    }

    @Test
    void runs_nothing_that_writes_and_nothing_for_too_long(Database db) throws IOException {
        Files.writeString(folder.resolve("delete.sql"), "delete from posts");
        Files.writeString(folder.resolve("long.sql"), "select count(*) from posts a, posts b, posts c");

        var writing = Ran.howdah(folder, "explain", "--run", "-d", db.url(), "delete.sql");
        var lasting = Ran.howdah(folder, "explain", "--run", "-d", db.url(), "--time-limit", "1", "long.sql");

        assertThat(writing.code()).isEqualTo(2);
        assertThat(writing.err()).contains("the statement was not run: it does not read");
        assertThat(db.column("select count(*) from posts")).containsExactly("20000");
        assertThat(lasting.code()).isEqualTo(2);
        assertThat(lasting.err()).contains("it took longer than the time that was given");
    }

    @Test
    void asks_for_a_file_where_nothing_is_to_be_run() {
        var ran = Ran.howdah(folder, "explain");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("name the file with the plan");
    }

    @Test
    void measures_what_other_settings_do_to_statements_whose_plan_changes(Database db) throws IOException {
        Files.writeString(folder.resolve("union.sql"), "select * from posts where id < 15000");

        var ran = Ran.howdah(
                "what-if",
                db.url(),
                "--statements",
                folder.toString(),
                "--set",
                "enable_seqscan=off",
                "--run",
                "--format",
                "json",
                "-q");
        var sizes =
                Ran.howdah("what-if", db.url(), "--statements", folder.toString(), "--rows", "posts=9M", "--run", "-q");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(Schemas.violations("what-if.json", ran.out())).isEmpty();
        assertThat(ran.out()).contains("\"measured\"", "before_ms");
        assertThat(sizes.code()).isEqualTo(2);
        assertThat(sizes.err()).contains("--run goes with --set alone");
    }
}
