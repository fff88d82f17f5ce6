package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class EndlessRecursionRuleTest {

    private static final String BELOW = "with recursive below as (select id, \"Boss\" from people where id = $1"
            + " union all select p.id, p.\"Boss\" from people p join below b on p.\"Boss\" = b.id) select * from below";

    private static Database database;

    private final EndlessRecursionRule rule = new EndlessRecursionRule();

    @BeforeAll
    static void people_with_bosses(Database db) {
        db.execute(
                "create table people (id int primary key, \"Boss\" int references people)",
                "create table steps (id int primary key, before int references steps, check (before < id))",
                "create table numbered (id int primary key, name text, before int references numbered check (before > 0),"
                        + " check (before > 0 and name > ''))",
                "create table cast_steps (id int primary key, before bigint, check (before::int < id))",
                "create table later_steps (id int primary key, before int, check (id > before))",
                "create table other_steps (id int primary key, before int, check (before <> id))",
                "create table named_steps (id int primary key, name text, before int, check (before < length(name)))",
                "create table excluded_steps (id int primary key, before int,"
                        + " exclude using btree (id with =) where (before < id))");
        database = db;
    }

    @Test
    void sees_a_walk_down_and_a_walk_up_that_nothing_ends() {
        assertThat(titles(BELOW))
                .containsExactly("follows people.Boss without an end where rows lead back to one another");
        assertThat(titles("with recursive up (n, boss) as (select id, \"Boss\" from people where id = $1 union all"
                        + " select p.id, p.\"Boss\" from up, people p where p.id = up.boss and p.id is not null)"
                        + " select n from up"))
                .hasSize(1);
    }

    @Test
    void is_silent_where_the_statement_ends_it() {
        for (var ended : List.of(
                BELOW.replace("union all", "union"),
                BELOW.replace(") select * from below", ") cycle id set seen using path select * from below"),
                BELOW.replace("b.id)", "b.id where b.id < 9)"),
                BELOW.replace("b.id)", "b.id where not p.id = any (array[b.id]))"),
                BELOW.replace("b.id)", "b.id where p.id <> all (array[b.id]))"),
                BELOW + " limit 100")) {
            assertThat(titles(ended)).as(ended).isEmpty();
        }
    }

    @Test
    void is_silent_where_a_check_lets_nothing_lead_back() {
        assertThat(titles(BELOW.replace("people", "steps").replace("\"Boss\"", "before")))
                .isEmpty();
    }

    @Test
    void takes_no_check_that_leaves_the_column_by_itself_for_an_order() {
        assertThat(titles(BELOW.replace("people", "numbered").replace("\"Boss\"", "before")))
                .hasSize(1);
        assertThat(titles(BELOW.replace("people", "cast_steps").replace("\"Boss\"", "before")))
                .isEmpty();
    }

    @Test
    void takes_the_greater_of_two_columns_for_an_order_and_nothing_but_a_check() {
        assertThat(titles(before("later_steps"))).isEmpty();
        for (var table : List.of("other_steps", "named_steps", "excluded_steps")) {
            assertThat(titles(before(table))).as(table).hasSize(1);
        }
    }

    @Test
    void is_silent_on_lists_that_follow_no_table_and_on_such_as_are_not_recursive() {
        assertThat(titles("with recursive n as (select 1 as i union all select i + 1 from n) select i from n"))
                .isEmpty();
        assertThat(titles("with b as (select id from people union all select p.id from people p) select * from b"))
                .isEmpty();
        assertThat(titles("select id from people")).isEmpty();
    }

    private static String before(String table) {
        return BELOW.replace("people", table).replace("\"Boss\"", "before");
    }

    private List<String> titles(String sql) {
        return Scenes.of(database).ran(sql).titles(rule);
    }
}
