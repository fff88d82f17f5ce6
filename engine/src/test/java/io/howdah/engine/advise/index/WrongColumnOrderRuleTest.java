package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.twin.Candidate;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class WrongColumnOrderRuleTest {

    private static final IndexKey TIME = IndexKey.on("Placed At");
    private static final IndexKey CUSTOMER = IndexKey.on("customer");

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

    @Test
    void names_an_index_of_which_only_a_later_column_is_compared_by_equality_or_joined(Database db) {
        assertThat(named(db, "orders", n -> n.equal.add(CUSTOMER))).containsExactly("by_time");
        assertThat(named(db, "orders", n -> n.joined.add(CUSTOMER))).containsExactly("by_time");
        assertThat(named(db, "orders", n -> n.ranged.add(CUSTOMER))).isEmpty();
        assertThat(named(db, "others", n -> n.equal.add(CUSTOMER))).isEmpty();
    }

    @Test
    void leaves_an_index_whose_first_column_is_compared_by_equality_or_joined_too(Database db) {
        assertThat(named(db, "orders", n -> n.equal.addAll(List.of(CUSTOMER, TIME))))
                .isEmpty();
        assertThat(named(db, "orders", n -> n.joined.addAll(List.of(CUSTOMER, TIME))))
                .isEmpty();
    }

    /** Indexes that are in the wrong order for what is asked of a table, where one by customer and time was chosen. */
    private static List<String> named(Database db, String table, Consumer<TableNeed> asks) {
        var need = new TableNeed(new QualifiedName(db.schema(), table));
        asks.accept(need);
        var plan = PlanJson.read(db.value("explain (format json, verbose) select note from orders"));
        var asked = new Asked(Goods.question("select 1", "select 1"), 1, plan, List.of(need));
        var better = IndexDefinition.btree(new QualifiedName(db.schema(), "orders"), List.of(CUSTOMER, TIME));
        var chosen = List.of(new Candidate("better", better, 8192, 1, false));
        return WrongColumnOrderRule.drops(Situations.catalog(db), List.of(asked), chosen).stream()
                .map(d -> d.index().name().name())
                .toList();
    }
}
