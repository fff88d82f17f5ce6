package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.SincePostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class RedundantIndexRuleTest {

    @BeforeEach
    void an_orders_table(Database db) {
        db.execute(
                "create table orders (id bigint primary key, customer_id bigint, placed_at timestamptz, note text, done boolean)",
                "create index by_customer_and_time on orders (customer_id, placed_at)");
    }

    @Test
    void keeps_the_index_of_a_second_constraint_and_a_replica_identity_that_comes_second(Database db) {
        db.execute(
                "alter table orders add constraint again unique (id)",
                "create table parts (a int not null, b int)",
                "create unique index by_a on parts (a)",
                "create unique index same_a on parts (a)",
                "alter table parts replica identity using index same_a");

        assertThat(drops(db)).isEmpty();
    }

    @Test
    void takes_no_broken_index_for_a_stand_in(Database db) {
        db.execute("insert into orders values (1, 7, '2026-01-01', 'x'), (2, 7, '2026-01-01', 'x')");
        assertThatThrownBy(
                () -> db.execute("create unique index concurrently broken on orders (customer_id, placed_at, note)"));

        assertThat(drops(db)).isEmpty();
    }

    @Test
    void takes_only_a_total_unique_b_tree_for_a_key(Database db) {
        db.execute(
                "create table marks (a int not null, b int not null, c int not null, done boolean)",
                "create unique index u on marks (a) where done",
                "create index ab on marks (a, b)",
                "create index by_b on marks (b)",
                "alter table marks cluster on by_b",
                "create index by_b_and_c on marks (b, c)",
                "create index brin_id on orders using brin (id)",
                "create table seats (a int)",
                "create index a_plain on seats (a)",
                "alter table seats cluster on a_plain",
                "create unique index one_each on seats (a)");

        assertThat(drops(db)).isEmpty();
    }

    @Test
    void drops_an_index_that_is_a_prefix_of_another(Database db) {
        db.execute("create index by_customer on orders (customer_id)");

        assertThat(drops(db)).containsExactly("by_customer is a prefix of by_customer_and_time");
    }

    @Test
    void drops_one_of_two_duplicates(Database db) {
        db.execute("create index again on orders (customer_id, placed_at)");

        assertThat(drops(db)).containsExactly("by_customer_and_time is a duplicate of again");
    }

    @Test
    void drops_the_mirror_image_of_an_index(Database db) {
        db.execute("create index backwards on orders (customer_id desc, placed_at desc)");

        assertThat(drops(db)).hasSize(1);
    }

    @Test
    void drops_an_index_that_begins_with_a_unique_key(Database db) {
        db.execute("create index by_id_and_done on orders (id, done)");

        assertThat(drops(db)).containsExactly("by_id_and_done begins with the unique key of orders_pkey");
    }

    @Test
    void keeps_a_partial_index_of_a_unique_key_that_lists_few_rows(Database db) {
        db.execute("create index undone on orders (id) where not done");

        assertThat(drops(db)).isEmpty();
    }

    @Test
    void keeps_what_begins_with_a_unique_key_that_may_be_null(Database db) {
        db.execute("create unique index on orders (note)", "create index by_note_and_done on orders (note, done)");

        assertThat(drops(db)).isEmpty();
    }

    @Test
    void drops_an_index_that_carries_less(Database db) {
        db.execute(
                "create index carries on orders (note) include (done, id)",
                "create index carries_less on orders (note) include (done)");

        assertThat(drops(db)).containsExactly("carries_less carries less than carries");
    }

    @Test
    void keeps_an_index_that_carries_a_column_of_which_the_other_knows_nothing(Database db) {
        db.execute("create index by_customer on orders (customer_id) include (note)");

        assertThat(drops(db)).isEmpty();
    }

    @Test
    void drops_one_of_two_indexes_on_the_same_expression(Database db) {
        db.execute("create index a on orders (lower(note))", "create index b on orders (lower(note), id)");

        assertThat(drops(db)).containsExactly("a is a prefix of b");
    }

    @Test
    void drops_one_of_two_partial_indexes_with_the_same_predicate(Database db) {
        db.execute(
                "create index a on orders (note) where not done", "create index b on orders (note, id) where not done");

        assertThat(drops(db)).containsExactly("a is a prefix of b");
    }

    @Test
    void finds_it_under_names_that_need_quotes_in_any_schema(Database db) {
        db.execute(
                "create schema \"Ärger\"",
                "create table \"Ärger\".\"Zwei Worte\" (\"Spalte 1\" int, b int)",
                "create index \"Längerer\" on \"Ärger\".\"Zwei Worte\" (\"Spalte 1\", b)",
                "create index \"Kürzerer\" on \"Ärger\".\"Zwei Worte\" (\"Spalte 1\")");

        assertThat(Situations.subjects(db, new RedundantIndexRule())).containsExactly("\"Ärger\".\"Kürzerer\"");
    }

    @Test
    void judges_a_partitioned_tables_indexes_once(Database db) {
        db.execute(
                "create table events (at date, kind int) partition by range (at)",
                "create table events_1 partition of events for values from ('2026-01-01') to ('2026-02-01')",
                "create index by_at_and_kind on events (at, kind)",
                "create index by_at on events (at)");

        assertThat(drops(db)).containsExactly("by_at is a prefix of by_at_and_kind");
    }

    @Test
    void keeps_an_index_that_enforces_uniqueness(Database db) {
        db.execute("create unique index one_order_per_customer on orders (customer_id)");

        assertThat(Situations.subjects(db, new RedundantIndexRule())).doesNotContain("one_order_per_customer");
    }

    @Test
    void keeps_an_index_that_serves_as_replica_identity(Database db) {
        db.execute(
                "create table parts (a int not null, b int)",
                "create unique index by_a on parts (a)",
                "create unique index also_by_a on parts (a)",
                "alter table parts replica identity using index also_by_a");

        assertThat(drops(db)).containsExactly("by_a is a duplicate of also_by_a");
    }

    @Test
    void drops_a_unique_index_that_repeats_the_promise_of_another(Database db) {
        db.execute("create unique index again on orders (id)");

        assertThat(drops(db)).containsExactly("again is a duplicate of orders_pkey");
    }

    @Test
    void keeps_unique_indexes_that_promise_something_else(Database db) {
        db.execute(
                "create unique index a on orders (customer_id, note)",
                "create unique index b on orders (note, customer_id)",
                "create unique index c on orders (customer_id, note) where done",
                "create unique index d on orders (customer_id, note, placed_at)",
                "create unique index e on orders (lower(note))");

        assertThat(drops(db)).isEmpty();
    }

    @Test
    void keeps_a_unique_index_on_which_a_foreign_key_may_lean(Database db) {
        db.execute(
                "create unique index again on orders (id)", "create table lines (order_id bigint references orders)");

        assertThat(drops(db)).isEmpty();
    }

    @Test
    @SincePostgres(15)
    void keeps_the_promise_of_one_null_unless_another_index_makes_it_too(Database db) {
        db.execute(
                "create unique index a on orders (note)",
                "create unique index b on orders (note) nulls not distinct",
                "create unique index c on orders (customer_id) nulls not distinct",
                "create unique index d on orders (customer_id) nulls not distinct");

        assertThat(drops(db)).containsExactly("d is a duplicate of c");
    }

    @Test
    @SincePostgres(15)
    void asks_each_that_answers_its_lookups_whether_it_makes_its_promise(Database db) {
        db.execute(
                "create unique index a on orders (note)",
                "create unique index b on orders (note) nulls not distinct",
                "create unique index c on orders (note) nulls not distinct");

        assertThat(drops(db)).containsExactly("c is a duplicate of b");
    }

    @Test
    void drops_a_repeated_promise_where_foreign_keys_lean_on_other_columns_and_other_tables(Database db) {
        db.execute(
                "create unique index again on orders (id)",
                "alter table orders add unique (note)",
                "create table replies (note text references orders (note))",
                "create table places (id bigint primary key)",
                "create table stays (place_id bigint references places)");

        assertThat(drops(db)).containsExactly("again is a duplicate of orders_pkey");
    }

    @Test
    void keeps_the_index_by_which_the_table_is_clustered(Database db) {
        db.execute("create index by_customer on orders (customer_id)", "alter table orders cluster on by_customer");

        assertThat(drops(db)).isEmpty();
    }

    @Test
    void keeps_an_index_whose_sort_order_the_wider_one_cannot_serve(Database db) {
        db.execute("create index by_customer_nulls_first on orders (customer_id nulls first)");

        assertThat(drops(db)).isEmpty();
    }

    @Test
    void keeps_an_index_with_another_operator_class(Database db) {
        db.execute(
                "create index by_note on orders (note, id)",
                "create index for_patterns on orders (note text_pattern_ops)");

        assertThat(drops(db)).isEmpty();
    }

    @Test
    void keeps_an_index_with_another_collation(Database db) {
        db.execute("create index by_note on orders (note, id)", "create index by_bytes on orders (note collate \"C\")");

        assertThat(drops(db)).isEmpty();
    }

    @Test
    void keeps_an_index_of_another_method(Database db) {
        db.execute("create index hashed on orders using hash (customer_id)");

        assertThat(drops(db)).isEmpty();
    }

    @Test
    void keeps_a_partial_and_a_total_index_beside_each_other(Database db) {
        db.execute("create index open_by_customer on orders (customer_id) where not done");

        assertThat(drops(db)).isEmpty();
    }

    @Test
    void keeps_an_index_that_begins_with_another_column(Database db) {
        db.execute("create index by_time on orders (placed_at)");

        assertThat(drops(db)).isEmpty();
    }

    /** Titles, in which indexes go by their bare names. */
    private static java.util.List<String> drops(Database db) {
        return Situations.findings(db, new RedundantIndexRule()).stream()
                .map(f -> f.title().replace("\"" + db.schema() + "\".", "").replace("index ", ""))
                .toList();
    }
}
