package io.howdah.engine.advise.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Planned;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Thresholds;
import io.howdah.engine.read.RowSampleReader;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Twin;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class CorrelatedColumnsRuleTest {

    private static final String JOINED =
            "SELECT count(*) FROM \"Te st\".visits v JOIN \"Te st\".people p ON p.id = v.person"
                    + " WHERE v.\"Zip\" = 7 AND v.city = 'c7' AND v.street = 's7'";

    private final CorrelatedColumnsRule rule = new CorrelatedColumnsRule();

    private static void visits(Database db, String city) {
        db.execute(
                "create table people (id int primary key, name text)",
                "insert into people select i, 'n' || i from generate_series(1, 100000) i",
                "create table visits (id int, person int, \"Zip\" int, city text, street text)",
                "insert into visits select i, 1 + i % 100000, i % 50, " + city + ", " + city.replace("'c'", "'s'")
                        + " from generate_series(1, 50000) i",
                "analyze");
    }

    @Test
    void proposes_statistics_that_bring_the_estimate_to_what_was_counted_and_names_the_plans_that_change(Database db) {
        visits(db, "'c' || i % 50");

        var finding = only(db, JOINED);

        assertThat(finding.title())
                .startsWith("the planner takes Zip, city, street of \"Te st\".visits for independent");
        assertThat(finding.evidence().getFirst().text())
                .containsPattern("6\\d\\d meet")
                .doesNotContain("c7");
        var rows = finding.evidence().get(1).figures();
        assertThat(rows.get("rows_before")).isLessThan(5);
        assertThat(rows.get("rows_after")).isBetween(800.0, 1200.0);
        assertThat(rows.get("rows_counted")).isBetween(950.0, 1050.0);
        assertThat(finding.evidence().get(2).text())
                .startsWith("another plan: SELECT count(*)")
                .contains("Nested Loop");
        assertThat(finding.cost().timeShare()).isEqualTo(1);
    }

    @Test
    void its_remedy_does_on_the_server_what_was_foreseen_and_is_then_found_no_more(Database db) {
        visits(db, "'c' || i % 50");
        var remedy = only(db, JOINED).remedy();

        remedy.sql().forEach(db::execute);

        var plan = db.column("explain select from visits where \"Zip\" = 7 and city = 'c7' and street = 's7'");
        assertThat(plan.getFirst()).containsPattern("rows=(9|10)\\d\\d ");
        assertThat(findings(db, JOINED)).isEmpty();
        remedy.undo().forEach(db::execute);
        assertThat(db.column("select count(*) from pg_statistic_ext where stxname like 'visits%'"))
                .containsExactly("0");
    }

    @Test
    void keeps_silent_on_columns_that_are_independent(Database db) {
        visits(db, "'c' || (i / 50) % 50");

        assertThat(findings(db, "SELECT * FROM \"Te st\".visits WHERE \"Zip\" = 7 AND city = 'c7'"))
                .isEmpty();
    }

    @Test
    void keeps_silent_where_no_row_may_be_looked_at(Database db) {
        visits(db, "'c' || i % 50");

        assertThat(Looking.planning(rule, db, JOINED)).isEmpty();
    }

    @Test
    void knows_flags_lists_texts_of_a_length_and_materialized_views(Database db) {
        db.execute(
                "create materialized view \"Seen\" as select i, i % 50 = 0 as fresh, i % 50 <> 0 as stale,"
                        + " ('k' || i % 50)::char(6) as kind, i % 50 as zip, ('c' || i % 50)::varchar(9) as city from generate_series(1, 12000) i",
                "analyze \"Seen\"");

        assertThat(Looking.subjects(findings(
                        db,
                        "SELECT i FROM \"Te st\".\"Seen\" WHERE fresh AND NOT stale",
                        "SELECT i FROM \"Te st\".\"Seen\" WHERE fresh AND kind = 'k0'",
                        "SELECT i FROM \"Te st\".\"Seen\" WHERE zip IN (7, 8) AND city IN ('c7', 'c8')")))
                .containsExactly("\"Seen\" (fresh, kind)", "\"Seen\" (fresh, stale)", "\"Seen\" (zip, city)");
    }

    @Test
    void keeps_silent_on_small_tables_small_errors_few_rows_and_where_statistics_would_not_help(Database db) {
        db.execute(
                "create table small as select i as id, i % 50 as zip, 'c' || i % 50 as city from generate_series(1, 5000) i",
                "create table mild as select i % 5 as zip, 'c' || i % 5 as city from generate_series(1, 12000) i",
                "create table rare as select i % 600 as zip, 'c' || i % 600 as city from generate_series(1, 12000) i",
                "create table many as select i % 60 as zip, 'c' || (i % 60 + i / 60 % 5) % 60 as city"
                        + " from generate_series(1, 30000) i",
                "analyze");

        assertThat(Looking.subjects(findings(
                        db,
                        "SELECT * FROM \"Te st\".small WHERE zip = 7 AND city = 'c7'",
                        "SELECT * FROM \"Te st\".mild WHERE zip = 3 AND city = 'c3'",
                        "SELECT * FROM \"Te st\".rare WHERE zip = 7 AND city = 'c7'",
                        "SELECT * FROM \"Te st\".rare WHERE zip = 7 AND city = 'c' || zip",
                        "SELECT * FROM \"Te st\".many WHERE zip = 47 AND city = 'c49'")))
                .isEmpty();
    }

    @Test
    void tells_of_as_small_tables_and_errors_as_the_user_says(Database db) {
        db.execute(
                "create table small as select i as id, i % 50 as zip, 'c' || i % 50 as city from generate_series(1, 5000) i",
                "create table mild as select i % 5 as zip, 'c' || i % 5 as city from generate_series(1, 12000) i",
                "analyze");
        var statements = new String[] {
            "SELECT * FROM \"Te st\".small WHERE zip = 7 AND city = 'c7'",
            "SELECT * FROM \"Te st\".mild WHERE zip = 3 AND city = 'c3'"
        };

        assertThat(Looking.subjects(findings(db, Map.of("correlated-columns.rows", 1_000.0), statements)))
                .containsExactly("small (zip, city)");
        assertThat(Looking.graded(findings(db, Map.of("correlated-columns.factor", 4.0), statements)))
                .containsExactly("INFO mild (zip, city)");
        assertThat(findings(db, Map.of("correlated-columns.factor", 6.0), statements))
                .isEmpty();
    }

    @Test
    void keeps_silent_on_ranges_on_values_left_out_and_on_more_columns_than_statistics_take(Database db) {
        visits(db, "'c' || i % 50");
        db.execute(
                "create table nine as select n as c1, n as c2, n as c3, n as c4, n as c5, n as c6, n as c7, n as c8, n as c9"
                        + " from (select i % 50 as n from generate_series(1, 12000) i) s",
                "analyze nine");

        assertThat(findings(
                        db,
                        "SELECT * FROM \"Te st\".visits WHERE \"Zip\" < 1 AND city = 'c0'",
                        "SELECT * FROM \"Te st\".visits WHERE \"Zip\" NOT IN (7, 8) AND city = 'c7'",
                        "SELECT * FROM \"Te st\".nine WHERE c1 = 7 AND c2 = 7 AND c3 = 7 AND c4 = 7 AND c5 = 7 AND c6 = 7"
                                + " AND c7 = 7 AND c8 = 7 AND c9 = 7"))
                .isEmpty();
    }

    private Finding only(Database db, String... statements) {
        var findings = findings(db, statements);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private List<Finding> findings(Database db, String... statements) {
        return Looking.planning(rule, db, new RowSampleReader(Servers.sessions(db), Looking.catalog(db)), statements);
    }

    /** With other numbers for the thresholds. */
    private List<Finding> findings(Database db, Map<String, Double> thresholds, String... statements) {
        var catalog = Looking.catalog(db);
        var workload = Looking.workload(statements);
        try (var twin = Twin.build(catalog, Looking.shared())) {
            var questions = new Binder(twin).bind(workload).questions();
            var rows = new RowSampleReader(Servers.sessions(db), catalog);
            return rule.examine(Scene.of(catalog, workload)
                    .at(Thresholds.of(thresholds, List.of(rule)))
                    .planning(Planned.of(twin, questions, rows)));
        }
    }
}
