package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class UnprofitableIndexRuleTest {

    private static final String WRITE = "insert into orders select 90000, 1, 'open', timestamptz '2026-01-01Z', 'x'";

    @BeforeEach
    void orders_found_in_two_ways(Database db) {
        db.execute(
                "create table orders (id int primary key, customer int, state text, \"Placed At\" timestamptz, note text)",
                """
                insert into orders select n, n % 900, 'open', timestamptz '2026-01-01Z' + n * interval '5 min', repeat('x', 60)
                from generate_series(1, 40000) n""",
                "create index by_customer on orders (customer, \"Placed At\")",
                "create index by_customer_too on orders (customer, state)");
    }

    @Test
    void keeps_an_index_whose_upkeep_nobody_notices(Database db) {
        var advisory = Lab.of(Changed.indexes(Situations.catalog(analysed(db)), i -> Changed.scans(i, 12)))
                .calls(100_000, "select note from orders where customer = 5 order by \"Placed At\" limit 3")
                .calls(1, WRITE)
                .advise();

        assertThat(Lab.dropped(advisory)).doesNotContain("by_customer_too");
    }

    @Test
    void does_not_take_parts_from_an_index_of_a_partitioned_table(Database db) {
        db.execute(
                "create table \"All Orders\" (id int, customer int, note text) partition by hash (id)",
                "create table some_orders partition of \"All Orders\" for values with (modulus 1, remainder 0)",
                "insert into \"All Orders\" select id, customer, note from orders",
                "create index all_by_customer on \"All Orders\" (customer, note)",
                "drop table orders");

        var advisory = Lab.of(Changed.indexes(Situations.catalog(analysed(db)), i -> Changed.scans(i, 12)))
                .calls(100_000, "insert into some_orders select 90000, 1, 'x'")
                .advise();

        assertThat(Lab.dropped(advisory)).isEmpty();
    }

    @Test
    void names_an_index_whose_statements_do_as_well_by_another(Database db) {
        db.execute("set enable_seqscan = off", "select note from orders where customer = 5 and state = 'open'");

        var advisory = Lab.of(Changed.indexes(Situations.catalog(analysed(db)), i -> Changed.scans(i, 12)))
                .calls(100, "select note from orders where customer = 5 and state = 'open'")
                .calls(100, "select note from orders where customer = 5 order by \"Placed At\" limit 3")
                .calls(100_000, WRITE)
                .advise();

        assertThat(advisory.advice())
                .singleElement()
                .satisfies(a -> assertThat(a.finding().slug()).isEqualTo("unprofitable-index"));
        assertThat(Lab.dropped(advisory)).containsExactly("by_customer_too");
    }

    @Test
    void keeps_the_only_path_of_a_rare_statement_and_says_which(Database db) {
        db.execute("drop index by_customer_too", "create index by_time on orders (\"Placed At\")");

        var advisory = Lab.of(Changed.indexes(Situations.catalog(analysed(db)), i -> Changed.scans(i, 12)))
                .calls(1, "select note from orders where \"Placed At\" = '2026-02-02Z'")
                .calls(100, "select note from orders where customer = 5 order by \"Placed At\" limit 3")
                .calls(1_000_000, WRITE)
                .advise();

        assertThat(Lab.dropped(advisory)).isEmpty();
        assertThat(advisory.kept()).anySatisfy(k -> {
            assertThat(k.index()).contains("by_time");
            assertThat(k.statement()).isEqualTo("1");
            assertThat(k.reason()).contains("only good way").contains("1 calls");
        });
    }

    @Test
    void keeps_what_a_foreign_key_is_looked_up_by(Database db) {
        db.execute(
                "create table lines (id int primary key, \"Order Id\" int references orders, price int)",
                "insert into lines select n, n % 40000 + 1, n from generate_series(1, 40000) n",
                "create index by_order on lines (\"Order Id\")");

        var advisory = Lab.of(analysedCatalog(db))
                .calls(100, "select price from lines where id = 7")
                .calls(100_000, "insert into lines select 90000, 1, 1")
                .advise();

        assertThat(Lab.dropped(advisory)).doesNotContain("by_order");
        assertThat(advisory.kept())
                .anySatisfy(k -> assertThat(k.index() + k.reason()).contains("by_order", "refer to it"));
    }

    @Test
    void says_which_constraint_a_never_scanned_index_enforces(Database db) {
        var advisory = Lab.of(analysedCatalog(db))
                .calls(1, "select note from orders where customer = 5")
                .advise();

        assertThat(advisory.kept()).anySatisfy(k -> assertThat(k.reason()).contains("constraint orders_pkey"));
    }

    private static Database analysed(Database db) {
        db.execute("vacuum analyze");
        return db;
    }

    private static io.howdah.engine.catalog.Catalog analysedCatalog(Database db) {
        return Situations.catalog(analysed(db));
    }

    @Test
    void leaves_the_dropping_to_people_on_a_partitioned_table(Database db) {
        db.execute(
                "create table \"All Orders\" (id int, customer int, state text, note text) partition by hash (id)",
                "create table some_orders partition of \"All Orders\" for values with (modulus 1, remainder 0)",
                "insert into \"All Orders\" select id, customer, state, note from orders",
                "create index all_by_customer on \"All Orders\" (customer, note)",
                "create index all_by_customer_too on \"All Orders\" (customer, state)",
                "drop table orders");

        var advisory = Lab.of(Changed.indexes(Situations.catalog(analysed(db)), i -> Changed.scans(i, 12)))
                .calls(100, "select note from \"All Orders\" where customer = 5 and state = 'open'")
                .calls(100_000, "insert into \"All Orders\" select 90000, 1, 'open', 'x'")
                .advise();

        assertThat(Lab.dropped(advisory)).isEmpty();
        assertThat(advisory.findings()).anySatisfy(f -> {
            assertThat(f.slug()).isEqualTo("unprofitable-index");
            assertThat(f.evidence()).anySatisfy(e -> assertThat(e.text()).contains("hidden on the twin"));
            assertThat(f.evidence().getLast().text())
                    .contains("DROP INDEX \"Te st\".all_by_customer", "by hand")
                    .doesNotContain("DROP INDEX CONCURRENTLY");
        });
    }
}
