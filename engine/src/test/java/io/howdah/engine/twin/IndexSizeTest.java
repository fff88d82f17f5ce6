package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class IndexSizeTest {

    private static final Shop SHOP = Shop.loaded();
    private static final QualifiedName ORDERS = new QualifiedName("public", "orders");
    private static final QualifiedName ITEMS = new QualifiedName("public", "items");
    private static final QualifiedName CUSTOMERS = new QualifiedName("public", "customers");
    private static final QualifiedName PRODUCTS = new QualifiedName("public", "products");
    private static final QualifiedName EVENTS = new QualifiedName("public", "events");
    private static Twin twin;

    @BeforeAll
    static void build() {
        twin = Twin.build(SHOP.catalog(), TwinOptions.DEFAULT);
    }

    @AfterAll
    static void close() {
        twin.close();
    }

    /** A definition, a statement that uses it, and how far off the estimated size may be. */
    record Case(IndexDefinition definition, String sql, double error) {

        @Override
        public String toString() {
            return definition.toString();
        }
    }

    static List<Case> cases() {
        return List.of(
                exact(btree(ORDERS, "customer_id"), "SELECT * FROM orders WHERE customer_id = 5"),
                exact(
                        btree(ORDERS, "placed_at"),
                        "SELECT * FROM orders WHERE placed_at BETWEEN '2023-08-01' AND '2023-08-03'"),
                exact(btree(ORDERS, "status"), "SELECT count(*) FROM orders WHERE status = 'open'"),
                exact(
                        btree(ORDERS, "shipped_at"),
                        "SELECT * FROM orders WHERE shipped_at BETWEEN '2023-08-01' AND '2023-08-03'"),
                exact(btree(ORDERS, "total"), "SELECT * FROM orders WHERE total = 5"),
                exact(btree(ORDERS, "note"), "SELECT * FROM orders WHERE note = 'x'"),
                exact(
                        btree(ORDERS, "status", "placed_at"),
                        "SELECT * FROM orders WHERE status = 'open' AND placed_at < '2023-03-01'"),
                exact(
                        btree(ORDERS, "customer_id", "status", "placed_at"),
                        "SELECT * FROM orders WHERE customer_id = 3 AND status = 'open'"),
                exact(
                        btree(ORDERS, "customer_id", "placed_at").including(List.of("total")),
                        "SELECT placed_at, total FROM orders WHERE customer_id = 3"),
                exact(btree(ORDERS, "id", "customer_id"), "SELECT customer_id FROM orders WHERE id = md5('1')::uuid"),
                exact(
                        btree(ORDERS, "placed_at").where("status = 'shipped'"),
                        "SELECT * FROM orders WHERE status = 'shipped' AND placed_at < '2023-06-01'"),
                exact(
                        btree(ORDERS, "customer_id").where("shipped_at IS NULL"),
                        "SELECT * FROM orders WHERE shipped_at IS NULL AND customer_id = 7"),
                exact(
                        btree(ITEMS, "product_id", "order_id"),
                        "SELECT * FROM items WHERE product_id = 7 ORDER BY order_id"),
                exact(btree(ITEMS, "quantity"), "SELECT count(*) FROM items WHERE quantity = 7"),
                exact(btree(CUSTOMERS, "email"), "SELECT * FROM customers WHERE email = 'x'"),
                exact(btree(CUSTOMERS, "name", "email"), "SELECT * FROM customers WHERE name = 'x'"),
                exact(
                        btree(CUSTOMERS, "tenant_id", "region"),
                        "SELECT * FROM customers WHERE tenant_id = 9 AND region = 'EU'"),
                exact(btree(CUSTOMERS, "is_active"), "SELECT count(*) FROM customers WHERE NOT is_active"),
                exact(
                        btree(EVENTS, "kind", "created_at"),
                        "SELECT * FROM events WHERE kind = 'buy' AND created_at > '2025-12-01'"),
                exact(expression(CUSTOMERS, "upper(name)"), "SELECT * FROM customers WHERE upper(name) = 'X'"),
                rough(other(PRODUCTS, "gin", "tags"), "SELECT * FROM products WHERE tags @> ARRAY['tag7']"),
                rough(
                        other(ORDERS, "brin", "placed_at"),
                        "SELECT * FROM orders WHERE placed_at BETWEEN '2023-08-01' AND '2023-08-03'"),
                rough(other(ORDERS, "hash", "customer_id"), "SELECT * FROM orders WHERE customer_id = 3"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_candidate_is_as_big_and_as_good_as_the_index_once_built(Case it) throws SQLException {
        var candidate = twin.add(List.of(it.definition())).get(0);
        var answer = twin.ask(Configuration.with(Set.of(candidate)), List.of(Orders.question(it.sql())))
                .get(0);
        var real = build(it);

        assertThat(Orders.shape(answer))
                .isEqualTo(real.shape().replaceAll("using \\w*(built|kind)\\w*", "using " + candidate.name()));
        assertThat(Orders.cost(answer) / real.plan().cost()).as("cost").isBetween(0.95, 1.05);
        assertThat(candidate.sizeBytes() / 8192.0 / real.pages()).as("size").isBetween(1 - it.error(), 1 + it.error());
    }

    private record Real(long pages, Plan plan) {

        String shape() {
            return plan.shape().strip();
        }
    }

    /** What the index is really like; it is built in a transaction that is rolled back. */
    private static Real build(Case it) throws SQLException {
        return SHOP.trial(session -> {
            session.execute(it.definition().createSql("built", false));
            if (it.definition().keys().stream().anyMatch(k -> k.column() == null)) {
                session.execute("ANALYZE " + it.definition().table().quoted());
            }
            long pages;
            try (var rows = session.executeQuery("SELECT coalesce(nullif(pg_relation_size('built'), 0),"
                    + " (SELECT sum(pg_relation_size(relid)) FROM pg_partition_tree('built'))) / 8192")) {
                rows.next();
                pages = rows.getLong(1);
            }
            try (var rows = session.executeQuery("EXPLAIN (FORMAT JSON, VERBOSE) " + it.sql())) {
                rows.next();
                return new Real(pages, PlanJson.read(rows.getString(1)));
            }
        });
    }

    private static Case exact(IndexDefinition definition, String sql) {
        return new Case(definition, sql, 0.1);
    }

    private static Case rough(IndexDefinition definition, String sql) {
        return new Case(definition, sql, 0.5);
    }

    private static IndexDefinition btree(QualifiedName table, String... columns) {
        return IndexDefinition.btree(
                table, Arrays.stream(columns).map(IndexKey::on).toList());
    }

    private static IndexDefinition expression(QualifiedName table, String expression) {
        return IndexDefinition.btree(
                table, List.of(new IndexKey(null, "(" + expression + ")", null, null, false, false)));
    }

    private static IndexDefinition other(QualifiedName table, String method, String column) {
        return new IndexDefinition(
                table, method, false, false, List.of(IndexKey.on(column)), List.of(), null, Map.of());
    }
}
