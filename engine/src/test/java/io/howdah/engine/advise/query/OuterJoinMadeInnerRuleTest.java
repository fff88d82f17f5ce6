package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class OuterJoinMadeInnerRuleTest {

    private static Database database;

    private final OuterJoinMadeInnerRule rule = new OuterJoinMadeInnerRule();

    @BeforeAll
    static void tables(Database db) {
        db.execute(
                "create table people (id int primary key, \"Boss\" int, note text)",
                "create table orders (id int primary key, person int, total int)",
                "insert into orders select i, i, i % 9 from generate_series(1, 40) i",
                "insert into people select i, i, repeat('n', 500) from generate_series(1, 50) i",
                "analyze");
        database = db;
    }

    @Test
    void sees_a_condition_that_leaves_out_what_the_join_adds() {
        assertThat(ran("select p.id from people p left join orders o on o.person = p.id where p.id > 3 and o.total > 5")
                        .titles(rule))
                .containsExactly("LEFT JOIN of o, which WHERE makes an inner one");
        assertThat(rule.isForSpeed()).isFalse();
        assertThat(ran("select id from people left join orders on person = people.id where orders.total in (1, 2)")
                        .titles(rule))
                .hasSize(1);
    }

    @Test
    void keeps_silent_where_the_rows_without_a_partner_may_stay() {
        var join = "select p.id from people p left join orders o on o.person = p.id and o.total > 5 ";
        assertThat(ran(join).titles(rule)).isEmpty();
        assertThat(ran(join + "where p.id > 3").titles(rule)).isEmpty();
        assertThat(ran(join + "where o.id is null").titles(rule)).isEmpty();
        assertThat(ran(join + "where o.total > 3 or p.id = 1").titles(rule)).isEmpty();
        assertThat(ran(join + "where coalesce(o.total, 0) > 3").titles(rule)).isEmpty();
    }

    @Test
    void knows_each_condition_that_no_null_meets() {
        var scenes = Scenes.of(database);
        for (var condition : List.of(
                "5 < o.total",
                "o.note like 'a%'",
                "o.total between 1 and 2",
                "o.total is not null",
                "o.total not in (1)")) {
            scenes.ran("select p.id from people p left join orders o on o.person = p.id where " + condition);
        }

        assertThat(scenes.titles(rule)).hasSize(5);
    }

    @Test
    void keeps_silent_on_conditions_on_the_other_table_and_on_other_joins() {
        var scenes = Scenes.of(database);
        for (var condition :
                List.of("5 < p.id", "p.note like 'a%'", "p.id between 1 and 2", "p.id is not null", "p.id in (1)")) {
            scenes.ran("select p.id from people p left join orders o on o.person = p.id where " + condition);
        }
        for (var join :
                List.of("join orders o on o.person = p.id", "natural left join orders o", "cross join orders o")) {
            scenes.ran("select p.id from people p " + join + " where o.total > 5");
        }

        assertThat(scenes.titles(rule)).isEmpty();
    }

    @Test
    void keeps_silent_where_nothing_is_in_an_empty_list() {
        var scenes = Scenes.of(database);
        for (var condition :
                List.of("o.total not in (select total from orders)", "o.total <> all (select total from orders)")) {
            scenes.ran("select p.id from people p left join orders o on o.person = p.id where " + condition);
        }

        assertThat(scenes.titles(rule)).isEmpty();
    }

    @Test
    void hands_over_an_inner_join_with_the_same_rows() {
        var forms = Forms.of(rule, database);
        var sql = "select p.id, o.total, count(q.id) from people p left join orders o on o.person = p.id"
                + " left outer join orders q on q.person = o.id where o.total > 5 group by 1, 2";

        assertThat(forms.of(sql))
                .containsIgnoringCase("people p JOIN orders o")
                .containsIgnoringCase("LEFT OUTER JOIN orders q");
        assertThat(forms.sameRows(sql)).isPositive();
        assertThat(forms.refusal("select p.id from people p left join orders o on o.person = p.id"))
                .isEmpty();
    }

    private static Scenes ran(String sql) {
        return Scenes.of(database).ran(sql);
    }
}
