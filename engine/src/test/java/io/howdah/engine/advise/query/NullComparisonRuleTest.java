package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class NullComparisonRuleTest {

    private static Database database;

    private final NullComparisonRule rule = new NullComparisonRule();

    @BeforeAll
    static void tables(Database db) {
        db.execute(
                "create table people (id int primary key, \"Boss\" int, note text)",
                "create table orders (id int primary key, person int, total int)",
                "insert into people select i, i, repeat('n', 500) from generate_series(1, 50) i",
                "analyze");
        database = db;
    }

    @Test
    void sees_comparisons_that_are_never_true() {
        assertThat(ran("select id from people where id > 3 and \"Boss\" = null").titles(rule))
                .containsExactly("gives no rows, whatever the data: \"Boss\" = NULL");
        assertThat(ran("select id from people where \"Boss\" <> NULL").titles(rule))
                .hasSize(1);
        assertThat(ran("select id from people where null = \"Boss\"").titles(rule))
                .hasSize(1);
    }

    @Test
    void keeps_silent_on_is_null_and_on_a_part_of_or() {
        assertThat(ran("select id from people where \"Boss\" is null").titles(rule))
                .isEmpty();
        assertThat(ran("select id from people where \"Boss\" is not distinct from null")
                        .titles(rule))
                .isEmpty();
        assertThat(ran("select id from people where (\"Boss\" = null or id = 3)")
                        .titles(rule))
                .isEmpty();
    }

    private static Scenes ran(String sql) {
        return Scenes.of(database).ran(sql);
    }
}
