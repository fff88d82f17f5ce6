package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FidelityTest {

    private static final Shop SHOP = Shop.loaded();
    private static Twin twin;

    @BeforeAll
    static void build() {
        twin = Twin.build(SHOP.catalog(), TwinOptions.DEFAULT);
    }

    @AfterAll
    static void close() {
        twin.close();
    }

    static List<String> statements() {
        return List.of(
                "SELECT * FROM orders",
                "SELECT * FROM orders WHERE id = md5('7')::uuid",
                "SELECT * FROM orders WHERE customer_id = 17 ORDER BY placed_at DESC LIMIT 20",
                "SELECT * FROM orders WHERE customer_id = 17 ORDER BY total LIMIT 20",
                "SELECT * FROM orders WHERE status = 'open'",
                "SELECT count(*) FROM orders WHERE status = 'open' AND customer_id < 100",
                "SELECT count(*) FROM orders WHERE status = 'done'",
                "SELECT sum(total) FROM orders WHERE placed_at >= '2023-05-01' AND placed_at < '2023-05-08'",
                "SELECT status, count(*) FROM orders GROUP BY status ORDER BY 2 DESC",
                "SELECT date_trunc('month', placed_at), sum(total) FROM orders GROUP BY 1",
                "SELECT * FROM orders WHERE note IS NOT NULL ORDER BY note LIMIT 10",
                "SELECT * FROM orders WHERE shipped_at BETWEEN '2023-02-01' AND '2023-02-02'",
                "SELECT * FROM orders WHERE customer_id IN (1, 2, 3, 500, 7000)",
                "SELECT DISTINCT customer_id FROM orders",
                "SELECT * FROM customers WHERE lower(email) = 'customer7@example.org'",
                "SELECT * FROM customers WHERE lower(email) LIKE 'customer77%'",
                "SELECT * FROM customers WHERE tenant_id = 5 AND NOT is_active",
                "SELECT region, count(*) FROM customers GROUP BY region HAVING count(*) > 5",
                "SELECT * FROM active_customers WHERE login = 'x'",
                "SELECT c.name, o.total FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.tenant_id = 7",
                "SELECT c.name, o.total FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.id = 7",
                "SELECT p.name, sum(i.quantity) FROM products p JOIN items i ON i.product_id = p.id"
                        + " JOIN orders o ON o.id = i.order_id WHERE o.status = 'open' GROUP BY p.name",
                "SELECT * FROM items i JOIN orders o ON o.id = i.order_id WHERE i.product_id = 12 AND o.total > 900",
                "SELECT * FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id"
                        + " AND o.status = 'open') AND c.region = 'EU'",
                "SELECT * FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)",
                "SELECT c.id, l.placed_at FROM customers c CROSS JOIN LATERAL (SELECT placed_at FROM orders o"
                        + " WHERE o.customer_id = c.id ORDER BY placed_at DESC LIMIT 1) l WHERE c.tenant_id = 3",
                "SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY placed_at DESC) n"
                        + " FROM orders) x WHERE n = 1",
                "SELECT * FROM products WHERE price = 12.5",
                "SELECT * FROM products WHERE name = 'Product 12'",
                "SELECT * FROM events WHERE created_at >= '2025-03-01' AND created_at < '2025-03-05'",
                "SELECT * FROM events WHERE customer_id = 77",
                "SELECT kind, count(*) FROM events GROUP BY kind",
                "SELECT * FROM moods WHERE mood = 'so-so' AND sure > 80",
                "SELECT mood, sum(doubled) FROM moods GROUP BY mood",
                "SELECT * FROM spent ORDER BY total DESC LIMIT 5",
                "SELECT * FROM \"Back Office\".\"Audit Log\" WHERE id > 10",
                "SELECT * FROM odd WHERE twice(n) = 4",
                "SELECT customers.id, email, count(*) FROM customers JOIN orders ON customer_id = customers.id GROUP BY customers.id",
                "WITH recent AS (SELECT * FROM orders WHERE placed_at > '2024-11-01')"
                        + " SELECT * FROM recent r JOIN customers c ON c.id = r.customer_id WHERE r.total > 990",
                "UPDATE orders SET status = 'done' WHERE id = md5('9')::uuid",
                "DELETE FROM items WHERE product_id = 5",
                "INSERT INTO customers (tenant_id, email, name, region) VALUES (1, 'a', 'b', 'EU')");
    }

    @ParameterizedTest
    @MethodSource("statements")
    void plans_as_the_original_does(String sql) {
        same(planned(sql, false), SHOP.plan(sql));
    }

    @Test
    void plans_as_the_original_does_without_knowing_parameters() {
        var sql = "SELECT * FROM orders WHERE customer_id = $1 AND placed_at > $2 ORDER BY placed_at LIMIT $3";

        same(planned(sql, true), SHOP.plan(sql, true));
    }

    @Test
    void is_within_a_thousandth_where_the_planner_asks_a_gin_index_for_its_pages() {
        var sql = "SELECT * FROM products WHERE tags @> ARRAY['tag7']";
        var plan = planned(sql, false);

        assertThat(plan.shape()).isEqualTo(SHOP.plan(sql).shape());
        assertThat(plan.cost())
                .isCloseTo(SHOP.plan(sql).cost(), within(SHOP.plan(sql).cost() * 1e-3));
    }

    @Test
    void names_what_it_cannot_carry() {
        assertThat(twin.notCarried()).containsOnlyKeys(new QualifiedName("public", "abroad"));
        assertThat(twin.notes()).isEmpty();
    }

    @Test
    void answers_for_what_it_does_not_have_with_the_reason() {
        var answer = twin.ask(Configuration.AS_IS, List.of(Orders.question("SELECT * FROM abroad")))
                .get(0);

        assertThat(Orders.shape(answer))
                .isEqualTo(
                        "the twin does not have abroad: it is a foreign table: its server plans a part of the statement");
    }

    @Test
    void says_how_a_candidate_is_built_under_any_search_path() {
        var moods = new QualifiedName("public", "moods");
        var given = IndexDefinition.btree(
                        moods,
                        List.of(new IndexKey(null, "(lower(sure::text))", "text_pattern_ops", null, false, false)))
                .where("during = '(2024-01-01,2024-02-01)'::period");
        var qualified = twin.qualified(twin.add(List.of(given)).get(0));

        assertThat(qualified.body())
                .isEqualTo(" (lower((sure)::text) pg_catalog.text_pattern_ops)"
                        + " WHERE (during = '(2024-01-01,2024-02-01)'::public.period)");
    }

    @Test
    void tells_what_statements_would_cost_at_a_hundred_times_the_size() {
        try (var grown = Twin.build(SHOP.catalog(), TwinOptions.DEFAULT)) {
            grown.resize(Map.of(new QualifiedName("public", "events"), 6e6));
            var plan = grown.ask(Configuration.AS_IS, List.of(Orders.question("SELECT * FROM events")))
                    .get(0);

            assertThat(((Answer.Planned) plan).plan().root().rows()).isCloseTo(6e6, within(6e4));
        }
    }

    private static Plan planned(String sql, boolean generic) {
        return switch (twin.ask(Configuration.AS_IS, List.of(Orders.question(sql, generic)))
                .get(0)) {
            case Answer.Planned planned -> planned.plan();
            case Answer.Failed failed -> throw new AssertionError(failed.reason());
        };
    }

    private static void same(Plan twins, Plan originals) {
        assertThat(twins.shape()).isEqualTo(originals.shape());
        for (int i = 0; i < originals.nodes().size(); i++) {
            same(twins.nodes().get(i), originals.nodes().get(i));
        }
    }

    private static void same(PlanNode twins, PlanNode originals) {
        assertThat(twins.rows())
                .as("rows of %s", originals.label())
                .isCloseTo(originals.rows(), near(originals.rows()));
        assertThat(twins.totalCost())
                .as("cost of %s", originals.label())
                .isCloseTo(originals.totalCost(), near(originals.totalCost()));
        assertThat(twins.details()).isEqualTo(originals.details());
    }

    private static Offset<Double> near(double figure) {
        return within(Math.max(1e-9, figure * 1e-6));
    }
}
