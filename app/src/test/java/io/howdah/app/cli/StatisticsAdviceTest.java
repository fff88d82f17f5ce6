package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extended statistics and a statistics target, from the advice to the undo, on the command line. */
@PostgresTest(major = ServerUnderTest.NEWEST)
class StatisticsAdviceTest {

    private static final String MADE =
            "select (select count(*) from pg_statistic_ext) || ' ' || coalesce(attstattarget, -1)"
                    + " from pg_attribute where attrelid = 'hits'::regclass and attname = 'city'";

    @TempDir
    private Path folder;

    @BeforeEach
    void misjudged_columns(Database db) throws IOException {
        db.execute(
                "create table visits (id int, zip int, city text, note text)",
                "insert into visits select i, i % 50, 'c' || i % 50, repeat('n', 20) from generate_series(1, 50000) i",
                "create table hits (id int, city text)",
                "insert into hits select i, case when i <= 90000 then 'c' || i % 300 else 'once' || i end"
                        + " from generate_series(1, 150000) i order by hashint4(i)",
                "select pg_stat_force_next_flush()",
                "select 1",
                "analyze",
                "select pg_stat_force_next_flush()",
                "select 1");
        var unknown = db.value("select 'c' || i from generate_series(1, 299) i where 'c' || i <> all (select"
                + " unnest(most_common_vals::text::text[]) from pg_stats where tablename = 'hits' and attname = 'city')"
                + " limit 1");
        Files.createDirectory(folder.resolve("statements"));
        statement("pair", "SELECT note FROM \"Te st\".visits WHERE zip = 7 AND city = 'c7'");
        statement("one", "SELECT id FROM \"Te st\".hits WHERE city = '" + unknown + "'");
    }

    private void statement(String name, String sql) throws IOException {
        Files.writeString(folder.resolve("statements").resolve(name + ".sql"), sql);
    }

    @Test
    void are_advised_saved_applied_said_no_more_and_taken_back(Database db) throws IOException {
        var advice = howdah(db, "advise", "--statements", "statements", "--format", "json");
        assertThat(Schemas.violations("advise.json", advice)).isEmpty();
        assertThat(advice).contains("\"create_statistics\"", "\"set_statistics_target\"");
        Files.writeString(folder.resolve("advice.json"), advice);

        var applied = howdah(db, "apply", "--from", "advice.json", "--yes", "--format", "json");
        assertThat(Schemas.violations("applications.json", applied)).isEmpty();
        assertThat(db.value(MADE)).isEqualTo("1 500");
        assertThat(howdah(db, "advise", "--statements", "statements", "--format", "json"))
                .doesNotContain("\"create_statistics\"", "\"set_statistics_target\"");

        howdah(db, "undo", "--yes");
        assertThat(db.value(MADE)).isEqualTo("0 -1");
        db.execute("drop schema howdah cascade");
    }

    @Test
    void are_printed_with_the_way_back(Database db) {
        assertThat(howdah(db, "advise", "--statements", "statements", "--print-sql"))
                .contains(
                        "CREATE STATISTICS \"Te st\".visits_zip_city_dependencies (dependencies, mcv) ON zip, city",
                        "ALTER TABLE \"Te st\".hits ALTER COLUMN city SET STATISTICS 500;",
                        "-- DROP STATISTICS IF EXISTS \"Te st\".visits_zip_city_dependencies;",
                        "-- ALTER TABLE ONLY \"Te st\".hits ALTER COLUMN city SET STATISTICS -1;");
    }

    @Test
    void from_a_file_that_was_tampered_with_are_refused(Database db) throws IOException {
        var advice = howdah(db, "advise", "--statements", "statements", "--format", "json");

        refuses(db, advice.replace("\"mcv\"", "\"mcv) on id, zip from visits; --\""), "does not define the statistics");
        refuses(db, advice.replaceAll("\"target\" : 500\\b", "\"target\" : 0"), "does not say which statistics target");
    }

    private void refuses(Database db, String advice, String message) throws IOException {
        Files.writeString(folder.resolve("bad.json"), advice);
        var ran = Ran.howdah(folder, "apply", db.url(), "--from", "bad.json", "--yes", "-q");
        assertThat(ran.err()).contains(message);
        assertThat(ran.code()).isEqualTo(2);
    }

    private String howdah(Database db, String... command) {
        var words = new ArrayList<>(List.of(command));
        words.addAll(List.of(db.url(), "-q"));
        var ran = Ran.howdah(folder, words.toArray(String[]::new));
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out();
    }
}
