package io.howdah.engine.advise.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.StatisticsDefinition;
import io.howdah.engine.change.CreateStatistics;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class StatisticsSqlTest {

    @BeforeEach
    void a_table(Database db) {
        db.execute("create table \"Vi sits\" (id int, \"Zip, ON\" int, city text, street text)");
    }

    @Test
    void knows_statistics_that_are_there_and_were_never_gathered(Database db) {
        db.execute("create statistics s (mcv, dependencies) on city, id, street from \"Vi sits\"");

        assertThat(areThere(db, "id", "city")).isTrue();
        assertThat(areThere(db, "id", "Zip, ON")).isFalse();
    }

    @Test
    void takes_statistics_without_a_list_of_kinds_for_all(Database db) {
        db.execute("create statistics s on id, city from \"Vi sits\"");

        assertThat(areThere(db, "id", "city")).isTrue();
    }

    @Test
    void does_not_take_another_kind_for_the_one_wanted(Database db) {
        db.execute("create statistics s (ndistinct) on id, city from \"Vi sits\"");

        assertThat(areThere(db, "id", "city")).isFalse();
    }

    @Test
    void knows_what_it_writes_itself(Database db) {
        var wanted = wanted(db, "id", "city");
        StatisticsSql.remedy(CreateStatistics.of(wanted)).sql().forEach(db::execute);

        assertThat(areThere(db, "id", "city")).isTrue();
    }

    private static boolean areThere(Database db, String... columns) {
        return StatisticsSql.areThere(wanted(db, columns), Looking.catalog(db));
    }

    private static StatisticsDefinition wanted(Database db, String... columns) {
        return new StatisticsDefinition(
                new QualifiedName(db.schema(), "Vi sits"), List.of("dependencies", "mcv"), List.of(columns));
    }
}
