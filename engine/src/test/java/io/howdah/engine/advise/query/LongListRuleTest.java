package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class LongListRuleTest {

    private static Database database;

    private final LongListRule rule = new LongListRule();

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
    void sees_lists_of_parameters() {
        var list = IntStream.rangeClosed(1, 100).mapToObj(i -> "$" + i).collect(Collectors.joining(", "));

        assertThat(ran("select id from people where id in (" + list + ")").titles(rule))
                .containsExactly("IN with 100 values");
    }

    @Test
    void sees_lists_that_were_computed() {
        assertThat(ran("select id from people where id in (" + "1, ".repeat(99) + "-7)")
                        .titles(rule))
                .containsExactly("IN with 100 values");
    }

    @Test
    void keeps_silent_on_short_lists_and_on_queries() {
        assertThat(ran("select id from people where id in (" + "1, ".repeat(98) + "7)")
                        .titles(rule))
                .isEmpty();
        assertThat(ran("select id from people where id in (select person from orders)")
                        .titles(rule))
                .isEmpty();
        assertThat(ran("insert into orders values (" + "1, ".repeat(150) + "7)").titles(rule))
                .isEmpty();
    }

    private static Scenes ran(String sql) {
        return Scenes.of(database).ran(sql);
    }
}
