package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class UnusedIncludeRuleTest {

    @BeforeEach
    void orders_with_a_wide_index(Database db) {
        db.execute(
                "create table orders (id int primary key, customer int, \"The Note\" text, total int, state text)",
                "insert into orders select n, n % 9000, repeat('x', 60), n, 'open' from generate_series(1, 60000) n",
                "create index wide on orders (customer) include (total, \"The Note\")");
    }

    @Test
    void counts_no_statement_that_goes_to_the_table_anyway(Database db) {
        var advisory = Lab.of(db)
                .calls(100, "select * from orders where customer = 77")
                .advise();

        assertThat(advisory.advice())
                .singleElement()
                .satisfies(a -> assertThat(a.finding().slug()).isEqualTo("unused-include"));
        assertThat(Lab.created(advisory)).containsExactly("orders (customer)");
    }

    @Test
    void builds_the_index_without_what_nobody_reads_from_it(Database db) {
        var advisory = Lab.of(db)
                .calls(100, "select total from orders where customer = 77")
                .advise();

        assertThat(Lab.created(advisory)).containsExactly("orders (customer) INCLUDE (total)");
        assertThat(Lab.dropped(advisory)).containsExactly("wide");
        assertThat(advisory.advice().getFirst().finding().slug()).isEqualTo("unused-include");
    }

    @Test
    void keeps_what_an_index_only_scan_reads(Database db) {
        var advisory = Lab.of(db)
                .calls(100, "select total, \"The Note\" from orders where customer = 77")
                .advise();

        assertThat(advisory.advice()).isEmpty();
    }

    @Test
    void says_nothing_while_the_workload_is_not_known_well(Database db) {
        var lab = Lab.of(db).calls(100, "select total from orders where customer = 77");

        assertThat(lab.advise(IndexOptions.forDatabase(lab.catalog())).advice()).isEmpty();
    }

    @Test
    void keeps_an_index_that_enforces_uniqueness(Database db) {
        db.execute(
                "drop index wide", "create unique index wide on orders (id, customer) include (total, \"The Note\")");

        assertThat(Lab.of(db)
                        .calls(100, "select total from orders where id = 77")
                        .advise()
                        .advice())
                .isEmpty();
    }

    @Test
    void replaces_no_index_of_a_partitioned_table(Database db) {
        db.execute(
                "create table \"All Orders\" (id int, customer int, \"The Note\" text, total int) partition by hash (id)",
                "create table some_orders partition of \"All Orders\" for values with (modulus 1, remainder 0)",
                "insert into \"All Orders\" select id, customer, \"The Note\", total from orders",
                "create index wider on \"All Orders\" (customer) include (total, \"The Note\")",
                "drop table orders");

        var advisory = Lab.of(db)
                .calls(100, "select total from \"All Orders\" where customer = 77")
                .advise();

        assertThat(Lab.dropped(advisory)).isEmpty();
        assertThat(Lab.created(advisory)).isEmpty();
    }
}
