package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.util.LinkedHashSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class IndexAdviserTest {

    @BeforeEach
    void a_shop(Database db) {
        db.execute(
                "create table customers (id int primary key, tenant int not null, email varchar(80) not null, active boolean not null)",
                """
                insert into customers select n, n % 20, 'Customer' || n || '@example.org', n % 25 = 0
                from generate_series(1, 5000) n""",
                """
                create table orders (id int primary key, customer_id int not null references customers, tenant int not null,
                  state varchar(10) not null, placed_at timestamptz not null, touched_at timestamptz not null, hits int not null,
                  note text not null) with (fillfactor = 80)""",
                """
                insert into orders select n, n * 37 % 5000 + 1, n % 20, case when n % 40 = 0 then 'open' when n % 41 = 0 then 'packed' else 'done' end,
                  timestamptz '2026-01-01Z' + n * interval '10 min', timestamptz '2026-06-01Z', 0, repeat('x', 60)
                from generate_series(1, 40000) n""");
    }

    @Test
    void drops_an_unused_index_only_where_enough_is_known(Database db) {
        db.execute("create index by_touch on orders (touched_at)");
        var note = "select note from orders where id = 7";
        var lab = Lab.of(db).calls(100, note);

        assertThat(Lab.dropped(lab.advise())).containsExactly("by_touch");
        var young =
                Lab.of(Looking.countedFor(lab.catalog(), Duration.ofDays(3))).calls(100, note);
        assertThat(Lab.dropped(young.advise(IndexOptions.forDatabase(young.catalog()))))
                .isEmpty();
        var old = Lab.of(Looking.countedFor(lab.catalog(), Duration.ofDays(36))).calls(100, note);
        assertThat(Lab.dropped(old.advise(IndexOptions.forDatabase(old.catalog()))))
                .containsExactly("by_touch");
        assertThat(Lab.dropped(Lab.of(db)
                        .calls(100, note)
                        .calls(1, "select nonsense from orders")
                        .advise()))
                .isEmpty();
    }

    @Test
    void leaves_a_foreign_key_one_of_two_indexes_that_could_go(Database db) {
        db.execute(
                "create table pets (id int primary key)",
                "create table visits (id int primary key, pet int references pets, note text)",
                "insert into pets select generate_series(1, 500)",
                "insert into visits select n, n % 500 + 1, repeat('x', 50) from generate_series(1, 20000) n",
                "create index by_pet on visits (pet)",
                "create index by_pet_too on visits (pet, note)");

        assertThat(Lab.dropped(Lab.of(db)
                        .calls(100, "select note from visits where id = 7")
                        .advise()))
                .containsExactly("by_pet");
    }

    @Test
    void leaves_out_what_no_plan_uses_though_a_search_chose_it(Database db) {
        var lab = Lab.of(db).calls(100, "select * from orders where customer_id = 7 and placed_at > '2026-09-01Z'");

        var advisory = lab.advise(
                IndexOptions.forDatabase(lab.catalog()), problem -> new LinkedHashSet<>(problem.candidates()));

        assertThat(Lab.created(advisory)).containsExactly("orders (customer_id, placed_at)");
    }

    @Test
    void puts_the_equality_first_and_then_the_order_in_its_direction(Database db) {
        var advisory = Lab.of(db)
                .calls(100, "select id, note from orders where customer_id = 7 order by placed_at desc limit 20")
                .advise();

        assertThat(Lab.created(advisory)).containsExactly("orders (customer_id, placed_at DESC)");
        assertThat(advisory.costAfter()).isLessThan(advisory.costBefore() / 10);
    }

    @Test
    void names_the_new_index_in_plans_as_it_will_be_called(Database db) {
        var advisory = Lab.of(db)
                .calls(100, "select id, note from orders where customer_id = 7 order by placed_at desc limit 20")
                .advise();

        var plan = advisory.statements().getFirst().planAfter();

        assertThat(plan.nodes()).anyMatch(node -> "orders_customer_id_placed_at_idx".equals(node.index()));
    }

    @Test
    void puts_the_equality_first_and_then_the_range(Database db) {
        var advisory = Lab.of(db)
                .calls(
                        100,
                        "select * from orders where customer_id = 3 and placed_at > '2026-05-01Z' and placed_at < '2026-05-03Z'")
                .advise();

        assertThat(Lab.created(advisory)).containsExactly("orders (customer_id, placed_at)");
    }

    @Test
    void makes_a_partial_index_of_a_constant_that_the_text_repeats(Database db) {
        var advisory = Lab.of(db)
                .calls(
                        50,
                        "select id, note from orders where tenant = $1 and state in ('open', 'packed') order by placed_at limit 20",
                        "select id, note from orders where tenant = 4 and state in ('open', 'packed') order by placed_at limit 20")
                .advise();

        assertThat(Lab.created(advisory))
                .containsExactly("orders (tenant, placed_at) WHERE state IN ('open', 'packed')");
    }

    @Test
    void makes_no_partial_index_of_a_value_that_the_driver_binds(Database db) {
        var advisory = Lab.of(db)
                .calls(
                        50,
                        "select id, note from orders where tenant = $1 and state = $2",
                        "select id, note from orders where tenant = 4 and state = 'open'")
                .advise();

        assertThat(Lab.created(advisory))
                .hasSize(1)
                .allSatisfy(d -> assertThat(d).doesNotContain("WHERE"));
    }

    @Test
    void makes_no_partial_index_of_what_most_rows_have(Database db) {
        var advisory = Lab.of(db)
                .calls(
                        50,
                        "select * from orders where customer_id = $1 and state = 'done'",
                        "select * from orders where customer_id = 4 and state = 'done'")
                .advise();

        assertThat(Lab.created(advisory)).containsExactly("orders (customer_id)");
    }

    @Test
    void uses_the_larger_of_two_lists_of_values_for_both(Database db) {
        var advisory = Lab.of(db)
                .calls(
                        50,
                        "select * from orders where customer_id = $1 and state in ('open', 'packed')",
                        "select * from orders where customer_id = 4 and state in ('open', 'packed')")
                .calls(
                        50,
                        "select * from orders where customer_id = $1 and state = 'open'",
                        "select * from orders where customer_id = 9 and state = 'open'")
                .advise();

        assertThat(Lab.created(advisory)).containsExactly("orders (customer_id) WHERE state IN ('open', 'packed')");
    }

    @Test
    void indexes_an_expression_that_the_workload_compares(Database db) {
        var advisory = Lab.of(db)
                .calls(50, "select id from customers where lower(email) = 'customer77@example.org'")
                .advise();

        assertThat(Lab.created(advisory)).containsExactly("customers (lower((email)::text))");
    }

    @Test
    void indexes_the_inner_side_of_a_join(Database db) {
        var advisory = Lab.of(db)
                .calls(50, "select o.* from customers c join orders o on o.customer_id = c.id where c.id = 77")
                .advise();

        assertThat(Lab.created(advisory)).containsExactly("orders (customer_id)");
    }

    @Test
    void serves_two_statements_with_one_index(Database db) {
        var advisory = Lab.of(db)
                .calls(50, "select * from orders where customer_id = 5")
                .calls(50, "select * from orders where customer_id = 6 order by placed_at limit 3")
                .advise();

        assertThat(Lab.created(advisory)).containsExactly("orders (customer_id, placed_at)");
    }

    @Test
    void does_not_carry_a_column_that_every_call_of_another_statement_changes(Database db) {
        var advisory = Lab.of(db)
                .calls(
                        100,
                        "select hits, touched_at from orders where customer_id = 5 order by placed_at desc limit 20")
                .calls(
                        100,
                        "update orders set hits = hits + 1, touched_at = $1 where id = $2",
                        "update orders set hits = hits + 1, touched_at = '2026-02-02Z' where id = 77")
                .advise();

        assertThat(Lab.created(advisory)).containsExactly("orders (customer_id, placed_at DESC)");
    }

    @Test
    void says_what_lost_hot_updates_cost_where_an_index_is_worth_them(Database db) {
        var advisory = Lab.of(db)
                .calls(100, "select id from orders where customer_id = 5 and state = 'open'")
                .calls(30, "update orders set state = 'done' where id = 77")
                .advise();

        var finding = Lab.finding(advisory, "orders (customer_id) WHERE state = 'open'");
        assertThat(finding.why()).contains("can no longer be HOT").contains("30 rows");
    }

    @Test
    void advises_nothing_for_a_table_that_is_written_and_never_searched(Database db) {
        var advisory = Lab.of(db)
                .calls(100, "insert into orders select 50000, 1, 1, 'open', now(), now(), 0, 'x'")
                .calls(10, "select note from orders where id = 7")
                .advise();

        assertThat(Lab.created(advisory)).isEmpty();
        assertThat(advisory.costAfter()).isEqualTo(advisory.costBefore());
    }

    @Test
    void refuses_an_index_whose_upkeep_eats_what_it_gains(Database db) {
        var advisory = Lab.of(db)
                .calls(1, "select note from orders where customer_id = 5")
                .calls(100_000, "insert into orders select 50000, 1, 1, 'open', now(), now(), 0, 'x'")
                .advise();

        assertThat(Lab.created(advisory)).isEmpty();
    }

    @Test
    void advises_nothing_for_a_small_table(Database db) {
        db.execute("create table few (a int, b int)", "insert into few select n, n from generate_series(1, 500) n");

        var advisory = Lab.of(db).calls(1000, "select b from few where a = 7").advise();

        assertThat(Lab.created(advisory)).isEmpty();
    }

    @Test
    void stays_within_the_budget(Database db) {
        var lab = Lab.of(db)
                .calls(50, "select note from orders where customer_id = 5")
                .calls(40, "select note from orders where placed_at = '2026-03-03Z'");

        var advisory = lab.advise(IndexOptions.forDatabase(lab.catalog()).withBudget(500_000));

        assertThat(Lab.created(advisory)).hasSize(1);
        assertThat(advisory.advice().getFirst().sizeBytes()).isLessThanOrEqualTo(500_000);
    }

    @Test
    void indexes_a_foreign_key_whose_parents_are_deleted(Database db) {
        var advisory =
                Lab.of(db).calls(20, "delete from customers where id = 77").advise();

        assertThat(Lab.created(advisory)).containsExactly("orders (customer_id)");
        assertThat(advisory.findings()).isEmpty();
    }

    @Test
    void only_names_a_foreign_key_whose_parents_stay(Database db) {
        var advisory =
                Lab.of(db).calls(20, "select note from orders where id = 5").advise();

        assertThat(Lab.created(advisory)).isEmpty();
        assertThat(advisory.findings())
                .singleElement()
                .satisfies(f -> assertThat(f.slug()).isEqualTo("unindexed-foreign-key"));
    }

    @Test
    void drops_an_index_that_a_new_one_makes_needless(Database db) {
        db.execute("create index by_tenant on orders (tenant)");

        var advisory = Lab.of(db)
                .calls(900, "select * from orders where tenant = 7 order by placed_at desc limit 5")
                .advise();

        assertThat(Lab.created(advisory)).containsExactly("orders (tenant, placed_at DESC)");
        assertThat(Lab.dropped(advisory)).containsExactly("by_tenant");
    }

    @Test
    void makes_no_partial_index_of_a_number_that_may_be_an_example(Database db) {
        var advisory = Lab.of(db)
                .calls(900, "select * from orders where tenant = 7 and hits > 3")
                .advise();

        assertThat(Lab.created(advisory)).noneMatch(d -> d.contains("WHERE"));
    }

    @Test
    void keeps_an_unused_index_that_a_statement_of_the_workload_needs(Database db) {
        db.execute("create index by_place on orders (placed_at)");

        var advisory = Lab.of(db)
                .calls(100, "select id from orders where placed_at = '2026-03-03Z'")
                .advise();

        assertThat(Lab.dropped(advisory)).isEmpty();
        assertThat(advisory.findings()).noneMatch(f -> f.slug().equals("unused-index"));
        assertThat(advisory.kept()).anyMatch(k -> k.index().endsWith("by_place"));
    }

    @Test
    void drops_the_planted_indexes_and_proves_each_on_the_twin(Database db) {
        db.execute(
                "create index unused on orders (touched_at)",
                "create index tenant_prefix on orders (tenant)",
                "create index tenant_time on orders (tenant, placed_at)",
                "create index mails on customers (email)",
                "create index mails_again on customers (email)",
                "create index id_active on customers (id, active)",
                "create index only_active on customers (active)");

        var advisory = Lab.of(db)
                .calls(100, "select * from orders where tenant = 5 order by placed_at desc limit 20")
                .calls(100, "select email from customers where id = 5 and active")
                .calls(100, "select id from customers where email = 'Customer7@example.org'")
                .advise();

        assertThat(Lab.dropped(advisory))
                .containsExactlyInAnyOrder("unused", "tenant_prefix", "mails_again", "id_active", "only_active");
        assertThat(advisory.advice())
                .allSatisfy(a -> assertThat(a.finding().evidence())
                        .anyMatch(e -> e.label() == Evidence.Label.ESTIMATED
                                && e.text().contains("twin")));
    }

    @Test
    void lists_statements_that_cannot_be_planned(Database db) {
        var advisory = Lab.of(db).calls(1, "select nonsense from orders").advise();

        assertThat(advisory.notAdvised())
                .singleElement()
                .satisfies(n -> assertThat(n.reason()).contains("nonsense"));
    }

    @Test
    void says_the_same_twice(Database db) {
        var lab = Lab.of(db)
                .calls(50, "select note from orders where customer_id = 5 and tenant = 3")
                .calls(40, "select note from orders where placed_at > '2026-09-30Z' and tenant = 4")
                .calls(30, "select tenant, count(*) from orders where state = 'open' group by tenant");

        assertThat(lab.advise().advice()).isEqualTo(lab.advise().advice());
    }

    @Test
    void names_new_indexes_unlike_any_that_exist(Database db) {
        db.execute("create index orders_customer_id_idx on orders (touched_at)");

        var advisory = Lab.of(db)
                .calls(50, "select * from orders where customer_id = 5")
                .advise();

        assertThat(advisory.advice().getFirst().sql())
                .containsExactly("CREATE INDEX CONCURRENTLY orders_customer_id_idx1 ON \"Te st\".orders (customer_id)");
    }
}
