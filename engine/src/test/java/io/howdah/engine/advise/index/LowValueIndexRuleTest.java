package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Scene;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class LowValueIndexRuleTest {

    @BeforeEach
    void users_of_whom_most_are_active(Database db) {
        db.execute(
                "create table users (id int primary key, \"Is Active\" boolean, is_odd boolean, state int)",
                "insert into users select n, n % 50 > 0, n % 2 = 1, (n % 50 > 0)::int from generate_series(1, 1000) n",
                "analyze users");
    }

    @Test
    void keeps_what_the_table_is_clustered_by_and_a_flag_without_values(Database db) {
        db.execute(
                "create index by_active on users (\"Is Active\")",
                "alter table users cluster on by_active",
                "alter table users add never boolean",
                "create index by_never on users (never)",
                "analyze users");

        assertThat(Situations.subjects(db, new LowValueIndexRule())).isEmpty();
    }

    @Test
    void names_an_index_on_a_flag_that_is_nearly_always_set(Database db) {
        db.execute("create index by_active on users (\"Is Active\")");

        assertThat(Situations.subjects(db, new LowValueIndexRule())).containsExactly("by_active");
    }

    @Test
    void keeps_an_index_on_a_flag_that_is_set_half_of_the_time(Database db) {
        db.execute("create index by_odd on users (is_odd)");

        assertThat(Situations.subjects(db, new LowValueIndexRule())).isEmpty();
    }

    @Test
    void keeps_a_partial_index_on_the_rare_value(Database db) {
        db.execute("create index inactive on users (\"Is Active\") where not \"Is Active\"");

        assertThat(Situations.subjects(db, new LowValueIndexRule())).isEmpty();
    }

    @Test
    void keeps_an_index_with_further_keys(Database db) {
        db.execute("create index by_active_and_id on users (\"Is Active\", id)");

        assertThat(Situations.subjects(db, new LowValueIndexRule())).isEmpty();
    }

    @Test
    void keeps_an_index_on_a_state_that_is_no_flag(Database db) {
        db.execute("create index by_state on users (state)");

        assertThat(Situations.subjects(db, new LowValueIndexRule())).isEmpty();
    }

    @Test
    void says_nothing_without_statistics(Database db) {
        db.execute("create table fresh (flag boolean)", "create index by_flag on fresh (flag)");

        assertThat(Situations.subjects(db, new LowValueIndexRule())).isEmpty();
    }

    @Test
    void names_a_partitioned_tables_index_once(Database db) {
        db.execute(
                "create table events (at date, seen boolean) partition by range (at)",
                "create table events_1 partition of events for values from ('2026-01-01') to ('2026-02-01')",
                "create index by_seen on events (seen)",
                "insert into events select '2026-01-05', n % 50 > 0 from generate_series(1, 1000) n",
                "analyze events");

        assertThat(Situations.subjects(db, new LowValueIndexRule())).containsExactly("by_seen");
    }

    @Test
    void is_replaced_by_a_partial_one_on_the_value_that_is_rare(Database db) {
        db.execute(
                "alter table users add banned boolean",
                "update users set banned = not \"Is Active\"",
                "create index by_active on users (\"Is Active\")",
                "create index by_banned on users (banned)",
                "analyze users");

        assertThat(LowValueIndexRule.replacements(Scene.of(Situations.catalog(db))))
                .extracting(r -> r.instead().toString())
                .containsExactlyInAnyOrder(
                        "\"Te st\".users (\"Is Active\") WHERE NOT \"Is Active\"",
                        "\"Te st\".users (banned) WHERE banned");
    }

    @Test
    void is_replaced_by_a_partial_one_where_a_statement_looks_for_the_rare_value(Database db) {
        db.execute(
                "create table members (id int, \"Is Active\" boolean, name text)",
                "insert into members select n, n % 400 > 0, 'm' || n from generate_series(1, 200000) n",
                "create index by_active on members (\"Is Active\")");

        var advisory = Lab.of(db)
                .calls(100, "select name from members where not \"Is Active\"")
                .calls(1000, "select count(*) from members where name like '%7%'")
                .advise();

        assertThat(advisory.advice())
                .singleElement()
                .satisfies(a -> assertThat(a.finding().slug()).isEqualTo("low-value-index"));
        assertThat(Lab.created(advisory)).containsExactly("members (\"Is Active\") WHERE NOT \"Is Active\"");
        assertThat(Lab.dropped(advisory)).containsExactly("by_active");
    }
}
