package io.howdah.engine.advise.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.read.RowSampleReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.ServerUnderTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
@PostgresTest(major = ServerUnderTest.NEWEST)
class StatisticsTargetRuleTest {

    private static final String COUNTED = "select pg_stat_force_next_flush()";

    private final StatisticsTargetRule rule = new StatisticsTargetRule();

    /** Three hundred cities come 300 times each, sixty thousand once. */
    private static void visits(Database db) {
        db.execute(
                "create table \"Vi sits\" (id int, \"Ci ty\" text)",
                "insert into \"Vi sits\" select i, case when i <= 90000 then 'c' || i % 300 else 'once' || i end"
                        + " from generate_series(1, 150000) i order by hashint4(i)",
                COUNTED,
                "select 1",
                "analyze",
                COUNTED,
                "select 1");
    }

    @Test
    void proposes_a_target_that_brings_the_estimate_to_what_was_counted(Database db) {
        visits(db);
        var finding = only(db, unknown(db));

        assertThat(finding.title())
                .startsWith("the planner expects ")
                .endsWith(" rows of \"Te st\".\"Vi sits\".Ci ty where there are 300: its statistics are too short");
        assertThat(finding.evidence().getFirst().text()).startsWith("300 rows of the table meet");
        var rows = finding.evidence().get(1).figures();
        assertThat(rows.get("rows_before")).isLessThan(20);
        assertThat(rows.get("rows_after")).isBetween(150.0, 600.0);
        assertThat(rows.get("target")).isEqualTo(500);
    }

    @Test
    void its_remedy_does_on_the_server_what_was_foreseen_and_is_then_found_no_more(Database db) {
        visits(db);
        var city = unknown(db);

        only(db, city).remedy().sql().forEach(db::execute);

        assertThat(db.column("explain " + query(city)).getFirst()).containsPattern("rows=(1[5-9]|[2-5]\\d)\\d ");
        assertThat(findings(db, city)).isEmpty();
    }

    @Test
    void keeps_silent_on_a_value_that_the_statistics_know(Database db) {
        visits(db);
        var known = db.value("select (most_common_vals::text::text[])[1] from pg_stats where attname = 'Ci ty'");

        assertThat(findings(db, known)).isEmpty();
    }

    @Test
    void keeps_silent_on_values_that_are_as_common_as_the_planner_thinks(Database db) {
        visits(db);

        assertThat(findings(db, "once90001")).isEmpty();
    }

    @Test
    void keeps_silent_where_the_statistics_are_merely_old(Database db) {
        visits(db);
        db.execute("insert into \"Vi sits\" select i, 'new' from generate_series(1, 20000) i", COUNTED, "select 1");

        assertThat(findings(db, "new")).isEmpty();
    }

    @Test
    void keeps_silent_where_the_target_is_as_high_already(Database db) {
        visits(db);
        var city = unknown(db);
        db.execute("alter table \"Vi sits\" alter column \"Ci ty\" set statistics 1000");

        assertThat(findings(db, city)).isEmpty();
    }

    @Test
    void keeps_silent_where_the_rows_cannot_be_counted_in_time(Database db) {
        visits(db);
        var rows = new RowSampleReader(
                Servers.sessions(db), Looking.catalog(db), Duration.ofMillis(1), Duration.ofSeconds(10));

        assertThat(Looking.planning(rule, db, rows, query(unknown(db)))).isEmpty();
    }

    @Test
    void keeps_silent_where_no_target_is_large_enough_on_small_tables_and_on_columns_without_statistics(Database db) {
        db.execute(
                table("many", 1200, 40, 24_000),
                table("small", 120, 60, 1800),
                table("fresh", 120, 100, 1800),
                COUNTED,
                "select 1",
                "analyze",
                "alter table fresh rename city to town",
                "alter table fresh add city text default 'c'",
                COUNTED,
                "select 1");

        assertThat(Looking.planning(
                        rule,
                        db,
                        new RowSampleReader(Servers.sessions(db), Looking.catalog(db)),
                        "SELECT * FROM \"Te st\".many WHERE city = 'c999'",
                        "SELECT * FROM \"Te st\".small WHERE city = 'c99'",
                        "SELECT * FROM \"Te st\".fresh WHERE city = 'c'"))
                .isEmpty();
    }

    @Test
    void tries_the_next_target_where_the_column_has_the_first(Database db) {
        visits(db);
        var city = unknown(db);
        db.execute("alter table \"Vi sits\" alter column \"Ci ty\" set statistics 500");

        assertThat(only(db, city).evidence().get(1).figures()).containsEntry("target", 1000.0);
    }

    @Test
    void keeps_silent_where_the_target_of_all_columns_is_as_high(Database db) {
        visits(db);
        var city = unknown(db);
        db.execute("alter database \"" + db.name() + "\" set default_statistics_target = 1000");

        assertThat(findings(db, city)).isEmpty();
    }

    @Test
    void goes_on_where_few_rows_changed_since(Database db) {
        visits(db);
        var city = unknown(db);
        db.execute("insert into \"Vi sits\" select i, 'new' from generate_series(1, 10000) i", COUNTED, "select 1");

        assertThat(findings(db, city)).hasSize(1);
    }

    @Test
    void sees_a_list_of_values_that_the_statistics_do_not_know(Database db) {
        visits(db);
        var cities = db.value("select string_agg(quote_literal(c), ', ') from (select 'c' || i as c from"
                + " generate_series(1, 299) i where 'c' || i <> all (select unnest(most_common_vals::text::text[])"
                + " from pg_stats where attname = 'Ci ty') order by i limit 2) s");

        assertThat(Looking.planning(
                        rule,
                        db,
                        new RowSampleReader(Servers.sessions(db), Looking.catalog(db)),
                        "SELECT * FROM \"Te st\".\"Vi sits\" WHERE \"Ci ty\" IN (" + cities + ")"))
                .singleElement()
                .extracting(Finding::title)
                .asString()
                .contains("where there are 600");
    }

    /** So many cities that come so many times, and so many that come once, before all of them in the alphabet. */
    private static String table(String name, int cities, int times, int once) {
        int often = cities * times;
        return "create table " + name + " as select i, case when i <= " + often + " then 'c' || i % " + cities
                + " else 'a' || i end as city from generate_series(1, " + (often + once) + ") i order by hashint4(i)";
    }

    /** A city that comes 300 times and is none of those that ANALYZE kept. */
    private static String unknown(Database db) {
        return db.value("select 'c' || i from generate_series(1, 299) i where 'c' || i <> all (select"
                + " unnest(most_common_vals::text::text[]) from pg_stats where attname = 'Ci ty') order by i limit 1");
    }

    private static String query(String city) {
        return "SELECT * FROM \"Te st\".\"Vi sits\" WHERE \"Ci ty\" = '" + city + "'";
    }

    private Finding only(Database db, String city) {
        var findings = findings(db, city);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private List<Finding> findings(Database db, String city) {
        return Looking.planning(rule, db, new RowSampleReader(Servers.sessions(db), Looking.catalog(db)), query(city));
    }
}
