package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class NullableNotInRuleTest {

    private static Database database;

    private final NullableNotInRule rule = new NullableNotInRule();

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
    void is_silent_on_what_is_refused_for_other_reasons() {
        for (var inner :
                List.of("select count(*) from orders", "select person + 1 from orders", "select id from people")) {
            assertThat(ran("select id from people where id not in (" + inner + ")")
                            .titles(rule))
                    .as(inner)
                    .isEmpty();
        }
    }

    @Test
    void sees_values_that_may_be_null() {
        assertThat(ran("select id from people where id not in (select person from orders)")
                        .titles(rule))
                .containsExactly("NOT IN with values that may be NULL");
    }

    @Test
    void keeps_silent_where_they_cannot_be() {
        assertThat(ran("select id from people where id not in (select id from orders)")
                        .titles(rule))
                .isEmpty();
        assertThat(ran("select id from people where id in (select person from orders)")
                        .titles(rule))
                .isEmpty();
    }

    private static Scenes ran(String sql) {
        return Scenes.of(database).ran(sql);
    }
}
