package io.howdah.engine.advise.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.read.RowSampleReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
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

    private List<Finding> findings(Database db) {
        return Looking.planning(rule, db, new RowSampleReader(Servers.sessions(db), Looking.catalog(db)), GROUPED);
    }
}
