package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class UnindexedForeignKeyRuleTest {

    @BeforeEach
    void orders_of_customers(Database db) {
        db.execute(
                "create table \"Customer\" (id bigint primary key, region int, unique (region, id))",
                "create table orders (id bigint primary key, customer bigint constraint \"its Customer\" references \"Customer\", note text)",
                "insert into orders select n, null, repeat('x', 100) from generate_series(1, 1000) n",
                "analyze orders");
    }

    @Test
    void is_not_content_with_a_broken_index_a_brin_or_one_column_of_two(Database db) {
        db.execute(
                "insert into \"Customer\" values (1, 1)",
                "update orders set customer = 1 where id < 3",
                "create index on orders using brin (customer)",
                "create table lines (region int, customer bigint, constraint both_of_them"
                        + " foreign key (region, customer) references \"Customer\" (region, id))",
                "insert into lines select null, n from generate_series(1, 5000) n",
                "create index on lines (customer)",
                "analyze lines");
        assertThatThrownBy(() -> db.execute("create unique index concurrently broken on orders (customer)"));

        assertThat(Situations.subjects(db, new UnindexedForeignKeyRule()))
                .containsExactlyInAnyOrder("lines.both_of_them", "orders.its Customer");
    }

    @Test
    void names_a_foreign_key_without_an_index(Database db) {
        assertThat(Situations.subjects(db, new UnindexedForeignKeyRule())).containsExactly("orders.its Customer");
    }

    @Test
    void is_content_with_a_composite_that_begins_with_the_key(Database db) {
        db.execute("create index on orders (customer, note)");

        assertThat(Situations.subjects(db, new UnindexedForeignKeyRule())).isEmpty();
    }

    @Test
    void is_content_with_a_hash_index(Database db) {
        db.execute("create index on orders using hash (customer)");

        assertThat(Situations.subjects(db, new UnindexedForeignKeyRule())).isEmpty();
    }

    @Test
    void is_content_with_an_index_that_leaves_out_nulls(Database db) {
        db.execute("create index on orders (customer) where customer is not null");

        assertThat(Situations.subjects(db, new UnindexedForeignKeyRule())).isEmpty();
    }

    @Test
    void is_content_with_the_keys_columns_in_any_order(Database db) {
        db.execute(
                "create table lines (region int, customer bigint, foreign key (region, customer) references \"Customer\" (region, id))",
                "insert into lines select null, n from generate_series(1, 5000) n",
                "create index on lines (customer, region)",
                "analyze lines");

        assertThat(Situations.subjects(db, new UnindexedForeignKeyRule())).containsExactly("orders.its Customer");
    }

    @Test
    void is_not_content_with_an_index_on_some_of_the_rows(Database db) {
        db.execute("create index on orders (customer) where note = 'x'");

        assertThat(Situations.subjects(db, new UnindexedForeignKeyRule())).containsExactly("orders.its Customer");
    }

    @Test
    void is_not_content_with_the_column_further_back(Database db) {
        db.execute("create index on orders (note, customer)");

        assertThat(Situations.subjects(db, new UnindexedForeignKeyRule())).containsExactly("orders.its Customer");
    }

    @Test
    void leaves_small_tables_alone(Database db) {
        db.execute("truncate orders", "vacuum analyze orders");

        assertThat(Situations.subjects(db, new UnindexedForeignKeyRule())).isEmpty();
    }

    @Test
    void names_a_partitioned_tables_key_once(Database db) {
        db.execute(
                "drop table orders",
                "create table events (at date, customer bigint references \"Customer\") partition by range (at)",
                "create table events_1 partition of events for values from ('2026-01-01') to ('2026-02-01')");

        assertThat(Situations.subjects(db, new UnindexedForeignKeyRule()))
                .containsExactly("events.events_customer_fkey");
    }
}
