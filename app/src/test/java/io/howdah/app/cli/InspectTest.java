package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code inspect} against a server without autovacuum, which it must find critical. */
@PostgresTest
class InspectTest {

    private static final String KEY = "autovacuum-off:setting autovacuum";

    @TempDir
    private Path folder;

    @BeforeEach
    void a_table(Database db) {
        db.execute("create table \"Ärger\" (id int primary key)", "create table flyway_schema_history (id int)");
    }

    @Test
    void begins_with_the_lines_that_matter(Database db) {
        var ran = Ran.howdah("inspect", db.url(), "-q");

        var lines = ran.out().lines().toList();
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(lines.getFirst()).startsWith("Health of ").contains(" critical");
        assertThat(lines.get(2)).startsWith("  CRITICAL ");
        assertThat(lines.subList(2, 6)).anyMatch(line -> line.startsWith("  CRITICAL autovacuum is off"));
        assertThat(lines.indexOf("Every finding")).isLessThan(25);
    }

    @Test
    void answers_as_a_plug_in_of_nagios(Database db) {
        var ran = Ran.howdah("inspect", db.url(), "-q", "--format", "nagios");
        var unreachable = Ran.howdah("inspect", "postgres://h@127.0.0.1:1/x", "-q", "--format=nagios");
        var wrong = Ran.howdah("inspect", "--format", "nagios", "--nosuch");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).startsWith("HOWDAH CRITICAL - ");
        assertThat(unreachable.code()).isEqualTo(3);
        assertThat(unreachable.out()).startsWith("HOWDAH UNKNOWN - ").hasLineCount(1);
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.out()).startsWith("HOWDAH UNKNOWN - unknown option --nosuch");
    }

    @Test
    void counts_only_what_is_new_against_a_baseline(Database db) {
        var first = Ran.howdah(folder, "inspect", db.url(), "-q", "--write-baseline", "known.json");
        var second = Ran.howdah(folder, "inspect", db.url(), "-q", "--baseline", "known.json", "--fail-on", "warning");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.out()).contains("Set aside", "autovacuum is off", "in the baseline");
        assertThat(Ran.howdah(folder, "inspect", db.url(), "-q", "--fail-on", "critical")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void sees_in_a_log_which_statement_changed_its_plan(Database db) throws IOException {
        db.execute("create table orders (id int primary key)");
        var log = new StringBuilder();
        for (int call = 0; call < 10; call++) {
            log.append("""
                    2026-11-21 07:10:13.084 UTC [17592] LOG:  duration: %s ms  plan:
                    \tQuery Text: select * from orders where id = %d
                    \t%s on orders  (cost=0.00..9.05 rows=1 width=36)
                    """.formatted(
                            call < 5 ? "0.5" : "700.25", call, call < 5 ? "Index Scan using orders_pkey" : "Seq Scan"));
        }
        Files.writeString(folder.resolve("server.log"), log);
        Files.writeString(folder.resolve("empty.log"), "nothing\n");

        var ran = Ran.howdah(folder, "inspect", db.url(), "-q", "--log", "server.log");
        var without = Ran.howdah(folder, "inspect", db.url(), "-q");
        var empty = Ran.howdah(folder, "inspect", db.url(), "-q", "--log", "empty.log");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("got 1,400.5 times slower with another plan", "SET enable_seqscan = off")
                .doesNotContain("--log FILE reads one");
        assertThat(without.out())
                .contains("Whether statements changed their plans was not seen")
                .doesNotContain("with another plan");
        assertThat(empty.code()).isEqualTo(2);
        assertThat(empty.err())
                .contains("empty.log holds no plan of auto_explain")
                .hasLineCount(1);
    }

    @Test
    void lists_the_use_of_indexes_the_least_scanned_and_largest_first(Database db) {
        db.execute(
                "create table parts (a int, b int) partition by range (a)",
                "create table part partition of parts for values from (0) to (9999)",
                "insert into parts select n, n % 5 from generate_series(1, 5000) n",
                "create index on parts (a)",
                "create index on parts (b)");

        var json = Ran.howdah("inspect", db.url(), "-q", "--format", "json").out();

        assertThat(Schemas.violations("inspect.json", json)).isEmpty();
        var indexes = json.substring(json.indexOf("\"indexes\" : ["));
        assertThat(Pattern.compile("\"name\" : \"\\\\\"Te st\\\\\"\\.([^,]*)\",")
                        .matcher(indexes)
                        .results()
                        .map(found -> found.group(1)))
                .startsWith("part_a_idx", "part_b_idx")
                .doesNotContain("parts_a_idx");
        assertThat(indexes).contains("\"tuples_read\" : 0", "\"tuples_fetched\" : 0");
    }

    @Test
    void has_the_same_keys_from_run_to_run(Database db) {
        var first = Ran.howdah("inspect", db.url(), "-q", "--format", "json").out();
        var second = Ran.howdah("inspect", db.url(), "-q", "--format", "json").out();

        assertThat(keys(second)).isNotEmpty().isEqualTo(keys(first)).doesNotHaveDuplicates();
    }

    @Test
    void ignores_what_the_file_of_the_folder_names_and_says_why(Database db) throws IOException {
        Files.writeString(folder.resolve("howdah.yaml"), """
                ignore:
                  - { finding: autovacuum-off, reason: the test wants it so }
                  - { finding: "timeouts*", reason: long ago, until: 2020-01-01 }
                """);

        var text = Ran.howdah(folder, "inspect", db.url(), "-q");
        var json = Ran.howdah(folder, "inspect", db.url(), "-q", "--format", "json");

        assertThat(text.out()).contains("ignored: the test wants it so", "Ignoring timeouts* expired on 2020-01-01");
        assertThat(keys(json.out())).doesNotContain(KEY);
        assertThat(Schemas.violations("inspect.json", json.out())).isEmpty();
    }

    @Test
    void says_which_pooler_it_cannot_look_at(Database db) {
        var nobody = Ran.howdah("inspect", db.url(), "-q", "--pooler", "postgres://stats@127.0.0.1:1");
        var server = Ran.howdah("inspect", db.url(), "-q", "--pooler", db.url());
        var name = Ran.howdah("inspect", db.url(), "-q", "--pooler", "shop");

        assertThat(nobody.code()).isEqualTo(3);
        assertThat(nobody.err()).contains("127.0.0.1:1 refused the connection").hasLineCount(1);
        assertThat(server.code()).isEqualTo(3);
        assertThat(server.err()).contains("\"pgbouncer\" does not exist").hasLineCount(1);
        assertThat(name.code()).isEqualTo(2);
        assertThat(name.err()).contains("is no address of a pooler").hasLineCount(1);
    }

    @Test
    void refuses_thresholds_that_no_rule_has(Database db) {
        var ran = Ran.howdah("inspect", db.url(), "-q", "--threshold", "a.b=1", "--threshold", "c.d=2");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("'a.b'", "'c.d'", "--list-thresholds");
    }

    @Test
    void writes_one_page_that_needs_nothing_from_elsewhere(Database db) {
        var html = Ran.howdah("inspect", db.url(), "-q", "--format", "html").out();

        assertThat(html).startsWith("<!DOCTYPE html>").contains("What matters", "autovacuum is off");
        assertThat(html).doesNotContain("http://", "https://", "src=", "@import");
        assertThat(html).contains("Ärger").doesNotContain("<script src");
    }

    private static List<String> keys(String json) {
        return JsonMapper.shared().readTree(json).get("risks").findValuesAsString("key");
    }
}
