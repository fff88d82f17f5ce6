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
class GroupedColumnsRuleTest {

    private static final String GROUPED = "SELECT \"Zip\", city, count(*) FROM \"Te st\".visits GROUP BY \"Zip\", city";

    private final GroupedColumnsRule rule = new GroupedColumnsRule();

    private static void visits(Database db, String zip, String city) {
        db.execute(
                "create table visits (id int, \"Zip\" int, city text)",
                "insert into visits select i, " + zip + ", " + city + " from generate_series(1, 50000) i",
                "analyze");
    }

    @Test
    void proposes_statistics_that_bring_the_number_of_groups_to_what_was_counted(Database db) {
        visits(db, "i % 200", "'c' || i % 200");

        var finding = findings(db).getFirst();

        assertThat(finding.title())
                .isEqualTo(
                        "the planner expects 5,000 groups of Zip, city in \"Te st\".visits where there are about 200");
        assertThat(finding.evidence().getFirst().figures()).containsEntry("groups_after", 200.0);
    }

    @Test
    void its_remedy_does_on_the_server_what_was_foreseen_and_is_then_found_no_more(Database db) {
        visits(db, "i % 200", "'c' || i % 200");

        findings(db).getFirst().remedy().sql().forEach(db::execute);

        assertThat(db.column("explain " + GROUPED).getFirst()).contains("rows=200 ");
        assertThat(findings(db)).isEmpty();
    }

    @Test
    void keeps_silent_on_columns_that_are_independent(Database db) {
        visits(db, "i % 20", "'c' || (i / 20) % 20");

        assertThat(findings(db)).isEmpty();
    }

    @Test
    void sees_them_through_a_join(Database db) {
        visits(db, "i % 200", "'c' || i % 200");
        db.execute("create table people (id int, city text)", "insert into people values (1, 'c1')", "analyze people");
        var joined = " FROM \"Te st\".visits v JOIN \"Te st\".people p ON p.id < v.id GROUP BY ";

        assertThat(findings(
                        db,
                        "SELECT v.city, v.\"Zip\", count(*)" + joined + "v.city, v.\"Zip\"",
                        "SELECT p.city, v.\"Zip\", count(*)" + joined + "p.city, v.\"Zip\""))
                .hasSize(1);
    }

    @Test
    void keeps_silent_on_one_column_on_expressions_on_small_tables_and_small_errors(Database db) {
        visits(db, "i % 200", "'c' || i % 200");
        db.execute(
                "create table small as select id % 200 as zip, city from visits where id <= 9000",
                "create table mild as select id % 5 as zip, id % 5 as code from visits", "analyze");

        assertThat(findings(
                        db,
                        "SELECT city, count(*) FROM \"Te st\".visits GROUP BY city",
                        "SELECT \"Zip\", lower(city), count(*) FROM \"Te st\".visits GROUP BY \"Zip\", lower(city)",
                        "SELECT zip, city, count(*) FROM \"Te st\".small GROUP BY zip, city",
                        "SELECT zip, code, count(*) FROM \"Te st\".mild GROUP BY zip, code"))
                .isEmpty();
    }

    @Test
    void keeps_silent_where_no_row_may_be_looked_at(Database db) {
        visits(db, "i % 200", "'c' || i % 200");

        assertThat(Looking.planning(rule, db, GROUPED)).isEmpty();
    }

    @Test
    void tells_of_as_small_tables_and_errors_as_the_user_says(Database db) {
        visits(db, "i % 200", "'c' || i % 200");
        db.execute(
                "create table small as select id % 200 as zip, city from visits where id <= 9000",
                "create table mild as select id % 5 as zip, id % 5 as code from visits", "analyze");
        var statements = new String[] {
            "SELECT zip, city, count(*) FROM \"Te st\".small GROUP BY zip, city",
            "SELECT zip, code, count(*) FROM \"Te st\".mild GROUP BY zip, code"
        };

        assertThat(Looking.subjects(findings(db, Map.of("grouped-columns.factor", 4.0), statements)))
                .containsExactly("mild (zip, code)");
        assertThat(findings(db, Map.of("grouped-columns.factor", 6.0), statements))
                .isEmpty();
        assertThat(Looking.subjects(findings(
                        db, Map.of("grouped-columns.factor", 4.0, "grouped-columns.rows", 1_000.0), statements)))
                .containsExactly("mild (zip, code)", "small (zip, city)");
    }

    private List<Finding> findings(Database db) {
        return findings(db, GROUPED);
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
