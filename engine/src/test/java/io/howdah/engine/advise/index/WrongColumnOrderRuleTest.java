package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.DropIndex;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class WrongColumnOrderRuleTest {

    @BeforeEach
    void orders_by_time_and_customer(Database db) {
        db.execute(
                "create table orders (id int primary key, customer int, \"Placed At\" timestamptz, note text)",
                """
                insert into orders select n, hashint4(n) % 3000, timestamptz '2026-01-01Z' + n * interval '5 min', repeat('x', 60)
                from generate_series(1, 60000) n""",
                "create index by_time on orders (\"Placed At\", customer)");
    }

    @Test
    void puts_the_column_that_is_compared_by_equality_first(Database db) {
        var advisory = Lab.of(db)
                .calls(
                        100,
                        "select note from orders where customer = 77 and \"Placed At\" > '2026-02-01Z' and \"Placed At\" < '2026-05-01Z'")
                .advise();

        assertThat(advisory.advice()).singleElement().satisfies(a -> {
            assertThat(a.finding().slug()).isEqualTo("wrong-column-order");
            assertThat(a.changes()).hasExactlyElementsOfTypes(CreateIndex.class, DropIndex.class);
        });
        assertThat(Lab.created(advisory)).singleElement().asString().startsWith("orders (customer, \"Placed At\")");
        assertThat(Lab.dropped(advisory)).containsExactly("by_time");
    }

    @Test
    void leaves_an_index_whose_first_column_another_statement_needs(Database db) {
        var advisory = Lab.of(db)
                .calls(
                        100,
                        "select note from orders where customer = 77 and \"Placed At\" > '2026-02-01Z' and \"Placed At\" < '2026-05-01Z'")
                .calls(100, "select note from orders order by \"Placed At\" desc limit 10")
                .advise();

        assertThat(Lab.dropped(advisory)).isEmpty();
        assertThat(advisory.advice()).extracting(a -> a.finding().slug()).containsOnly("missing-index");
    }

    @Test
    void leaves_an_index_that_enforces_uniqueness(Database db) {
        db.execute("drop index by_time", "create unique index by_time on orders (\"Placed At\", customer)");

        var advisory = Lab.of(db)
                .calls(100, "select note from orders where customer = 77 and \"Placed At\" > '2026-02-01Z'")
                .advise();

        assertThat(Lab.dropped(advisory)).isEmpty();
    }

    @Test
    void drops_no_index_of_a_partitioned_table(Database db) {
        db.execute(
                "create table \"All Orders\" (id int, customer int, \"Placed At\" timestamptz, note text) partition by hash (id)",
                "create table some_orders partition of \"All Orders\" for values with (modulus 1, remainder 0)",
                "insert into \"All Orders\" select * from orders",
                "create index by_time_too on \"All Orders\" (\"Placed At\", customer)",
                "drop table orders");

        var advisory = Lab.of(db)
                .calls(
                        100,
                        "select note from \"All Orders\" where customer = 77 and \"Placed At\" > '2026-02-01Z' and \"Placed At\" < '2026-05-01Z'")
                .advise();

        assertThat(Lab.created(advisory)).singleElement().asString().startsWith("\"All Orders\" (customer");
        assertThat(Lab.dropped(advisory)).isEmpty();
    }
}
