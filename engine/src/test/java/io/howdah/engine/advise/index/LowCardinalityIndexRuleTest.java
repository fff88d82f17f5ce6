package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class LowCardinalityIndexRuleTest {

    @BeforeEach
    void tickets_in_four_states(Database db) {
        db.execute(
                "create table tickets (id int primary key, \"The State\" int, rare int, in_order int, priority int, flag boolean)",
                """
                insert into tickets select n, hashint4(n) % 4, case when n % 200 = 0 then 1 else n % 2 + 2 end, (n - 1) / 3000,
                  hashint4(n * 7) % 300, n % 100 = 0 from generate_series(1, 9000) n""",
                "analyze tickets");
    }

    @Test
    void keeps_what_finds_a_lone_row_what_is_mostly_null_and_what_the_table_is_clustered_by(Database db) {
        db.execute(
                "create table chores (id int, lone int, sparse int, nothing int)",
                """
                insert into chores select n, case when n = 4711 then 99 else hashint4(n) % 3 end,
                  case when n % 2 = 0 then hashint4(n) % 3 end, null from generate_series(1, 9000) n""",
                "create index by_lone on chores (lone)",
                "create index by_sparse on chores (sparse)",
                "create index by_nothing on chores (nothing)",
                "analyze chores",
                "create index by_state on tickets (\"The State\")",
                "alter table tickets cluster on by_state");

        assertThat(Situations.subjects(db, new LowCardinalityIndexRule())).isEmpty();
    }

    @Test
    void names_an_index_on_a_column_of_few_common_values(Database db) {
        db.execute("create index by_state on tickets (\"The State\")");

        assertThat(Situations.subjects(db, new LowCardinalityIndexRule())).containsExactly("by_state");
    }

    @Test
    void names_a_hash_index_too(Database db) {
        db.execute("create index hashed on tickets using hash (\"The State\")");

        assertThat(Situations.subjects(db, new LowCardinalityIndexRule())).containsExactly("hashed");
    }

    @Test
    void names_an_index_on_two_common_values_and_keeps_one_on_a_value_of_nine_tenths(Database db) {
        db.execute(
                "create table doors (id int, side int, shut int)",
                """
                insert into doors select n, ((n % 4 = 0) = (n > 4500))::int, (n % 10 > 0)::int
                from generate_series(1, 9000) n""",
                "create index by_side on doors (side)",
                "create index by_shut on doors (shut)",
                "analyze doors");

        assertThat(Situations.subjects(db, new LowCardinalityIndexRule())).containsExactly("by_side");
    }

    @Test
    void tells_two_values_at_random_from_two_in_order(Database db) {
        db.execute(
                "create table lamps (id int, random int, rising int, falling int)",
                "insert into lamps select n, n % 2, (n > 4500)::int, (n <= 4500)::int from generate_series(1, 9000) n",
                "create index by_random on lamps (random)",
                "create index by_rising on lamps (rising)",
                "create index by_falling on lamps (falling)",
                "analyze lamps");

        assertThat(Situations.subjects(db, new LowCardinalityIndexRule())).containsExactly("by_random");
    }

    @Test
    void keeps_an_index_that_finds_a_rare_value(Database db) {
        db.execute("create index by_rare on tickets (rare)");

        assertThat(Situations.subjects(db, new LowCardinalityIndexRule())).isEmpty();
    }

    @Test
    void keeps_an_index_in_the_order_of_the_table(Database db) {
        db.execute("create index by_order on tickets (in_order)");

        assertThat(Situations.subjects(db, new LowCardinalityIndexRule())).isEmpty();
    }

    @Test
    void keeps_an_index_on_many_values(Database db) {
        db.execute("create index by_priority on tickets (priority)");

        assertThat(Situations.subjects(db, new LowCardinalityIndexRule())).isEmpty();
    }

    @Test
    void leaves_a_flag_that_nearly_never_changes_to_the_rule_for_those(Database db) {
        db.execute("create index by_flag on tickets (flag)");

        assertThat(Situations.subjects(db, new LowCardinalityIndexRule())).isEmpty();
        assertThat(Situations.subjects(db, new LowValueIndexRule())).containsExactly("by_flag");
    }

    @Test
    void keeps_an_index_with_further_keys_a_predicate_or_a_promise(Database db) {
        db.execute(
                "create index a on tickets (\"The State\", id)",
                "create index b on tickets (\"The State\") where rare = 1",
                "create index c on tickets (\"The State\") include (id)",
                "create table pairs (kind int, other int, unique (kind, other))",
                "create index d on tickets using brin (\"The State\")");

        assertThat(Situations.subjects(db, new LowCardinalityIndexRule())).isEmpty();
    }

    @Test
    void says_nothing_of_a_tiny_table_or_without_statistics(Database db) {
        db.execute(
                "create table few (kind int)",
                "insert into few select n % 3 from generate_series(1, 100) n",
                "create index by_kind on few (kind)",
                "analyze few",
                "create table fresh (kind int)",
                "create index by_fresh on fresh (kind)");

        assertThat(Situations.subjects(db, new LowCardinalityIndexRule())).isEmpty();
    }

    @Test
    void names_the_index_of_a_partition_of_its_own_but_not_the_parts_of_the_parents(Database db) {
        db.execute(
                "create table events (at date, kind int, filler text) partition by range (at)",
                "create table events_1 partition of events for values from ('2026-01-01') to ('2026-02-01')",
                "create index parents on events (kind)",
                "create index own on events_1 (kind) with (fillfactor = 70)",
                "insert into events select '2026-01-05', n % 3, 'x' from generate_series(1, 9000) n",
                "analyze events");

        assertThat(Situations.subjects(db, new LowCardinalityIndexRule())).containsExactly("own");
    }
}
