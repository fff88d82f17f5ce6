package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class SelectStarRuleTest {

    private static Database database;

    private final SelectStarRule rule = new SelectStarRule();

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
    void names_the_wide_columns_that_everything_fetches() {
        assertThat(ran("select * from people where id = $1").titles(rule))
                .containsExactly("SELECT * of \"Te st\".people fetches note (504 bytes)");
    }

    @Test
    void keeps_silent_on_named_columns_narrow_tables_and_statements_that_cost_nothing() {
        assertThat(ran("select id, note from people where id = $1").titles(rule))
                .isEmpty();
        assertThat(ran("select * from orders where id = $1").titles(rule)).isEmpty();
        assertThat(ran("select count(*) from people").titles(rule)).isEmpty();
        assertThat(ran("select * from people p join orders o on o.person = p.id")
                        .titles(rule))
                .isEmpty();
        assertThat(ran("select id from orders")
                        .ran("select * from people", 1, 1, 1)
                        .titles(rule))
                .isEmpty();
    }

    private static Scenes ran(String sql) {
        return Scenes.of(database).ran(sql);
    }
}
