package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinderTest {

    private static Twin twin;

    @BeforeAll
    static void build() {
        twin = Twin.build(Shop.loaded().catalog(), TwinOptions.DEFAULT);
    }

    @AfterAll
    static void close() {
        twin.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM orders WHERE id = $1",
                "SELECT * FROM orders WHERE customer_id = $1 ORDER BY placed_at DESC LIMIT $2 OFFSET $3",
                "SELECT * FROM orders WHERE customer_id IN ($1, $2, $3)",
                "SELECT * FROM orders WHERE customer_id IN ($1 /*, ... */)",
                "SELECT * FROM orders WHERE customer_id = ANY($1)",
                "SELECT * FROM orders WHERE placed_at > now() - interval $1",
                "SELECT * FROM orders WHERE placed_at >= date $1 AND placed_at < timestamp with time zone $2",
                "SELECT extract($1 from placed_at), count(*) FROM orders GROUP BY 1",
                "SELECT * FROM orders WHERE placed_at > current_date - $1",
                "SELECT * FROM orders, generate_series($1, $2) n WHERE customer_id = n",
                "SELECT * FROM customers WHERE lower(email) = $1",
                "SELECT * FROM customers WHERE name LIKE $1 AND region <> $2",
                "SELECT * FROM products WHERE tags @> ARRAY[$1 /*, ... */]",
                "SELECT * FROM products WHERE $1 = ANY(tags)",
                "SELECT * FROM orders WHERE (customer_id, placed_at) < ($1, $2) ORDER BY customer_id DESC LIMIT 5;",
                "INSERT INTO customers (tenant_id, email, name, region) VALUES ($1, $2, $3, $4) RETURNING id",
                "INSERT INTO products VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET price = excluded.price",
                "MERGE INTO products p USING (VALUES ($1, $2)) v(id, name) ON p.id = v.id"
                        + " WHEN MATCHED THEN UPDATE SET name = v.name",
                "UPDATE orders SET status = $1 WHERE id = $2",
                "DELETE FROM items WHERE order_id = $1 AND line = $2",
                "SELECT * FROM orders WHERE note = $tag$ no $1 here $tag$ AND status = $1 -- $2",
                "SELECT coalesce($1, $2), * FROM orders WHERE total BETWEEN $3 AND $4",
                "WITH w AS (SELECT id FROM customers WHERE tenant_id = $1) SELECT * FROM orders WHERE customer_id IN"
                        + " (SELECT id FROM w) AND shipped_at IS NULL"
            })
    void makes_questions_of_whatever_the_server_shows(String sql) {
        var bound = bind(statement(sql, Double.NaN));

        assertThat(bound.unplannable()).isEmpty();
        assertThat(specific(bound))
                .isNotEmpty()
                .allSatisfy(q -> assertThat(q.sql())
                        .satisfies(text -> assertThat(StatementText.of(text, 2).parameters())
                                .isEmpty()));
        assertThat(bound.questions().stream().mapToDouble(Question::share).sum())
                .isCloseTo(1, within(1e-9));
        assertThat(twin.ask(Configuration.AS_IS, bound.questions())).allMatch(Answer.Planned.class::isInstance);
    }

    @Test
    void asks_generically_too_where_parameters_may_be_bound() {
        var bound = bind(statement("SELECT * FROM orders WHERE customer_id = $1", Double.NaN));

        assertThat(bound.questions())
                .filteredOn(Question::generic)
                .singleElement()
                .satisfies(q -> {
                    assertThat(q.share()).isZero();
                    assertThat(q.sql()).isEqualTo("SELECT * FROM orders WHERE customer_id = $1::bigint");
                });
    }

    @Test
    void takes_values_as_common_as_the_rows_that_have_them() {
        var bound = bind(statement("SELECT * FROM orders WHERE status = $1", Double.NaN));

        assertThat(share(bound, "'done'::text")).isBetween(0.85, 0.95);
        assertThat(share(bound, "'shipped'::text")).isBetween(0.03, 0.12);
    }

    @Test
    void prefers_values_that_give_the_rows_that_were_counted() {
        var bound = bind(statement("SELECT * FROM orders WHERE status = $1", 6000));

        assertThat(share(bound, "'open'::text")).isGreaterThan(share(bound, "'shipped'::text"));
    }

    @Test
    void takes_a_bound_pattern_over_unique_texts_for_one_that_few_of_them_match() {
        assertThat(rows(best(bind(statement("SELECT * FROM customers WHERE name LIKE $1", Double.NaN)))))
                .isLessThan(20);
    }

    @Test
    void takes_a_bound_pattern_over_texts_with_a_common_word_for_one_with_that_word() {
        assertThat(rows(best(bind(statement("SELECT * FROM customers WHERE email LIKE $1", Double.NaN)))))
                .isGreaterThan(10_000);
    }

    @Test
    void makes_ranges_as_wide_as_the_rows_that_were_counted() {
        var sql = "SELECT * FROM orders WHERE placed_at >= $1 AND placed_at < $2";

        assertThat(rows(best(bind(statement(sql, 200))))).isBetween(100.0, 400.0);
        assertThat(rows(best(bind(statement(sql, 20_000))))).isBetween(10_000.0, 40_000.0);
    }

    @Test
    void asks_for_each_value_of_two_parameters_together_with_several_of_the_other() {
        var bound = bind(statement("SELECT * FROM customers WHERE is_active = $1 AND region = $2", Double.NaN));

        assertThat(share(bound, "'f'::boolean")).isBetween(0.08, 0.12);
        for (var region : List.of("EU", "US", "ASIA")) {
            assertThat(share(bound, "'" + region + "'::text")).as(region).isPositive();
        }
    }

    @Test
    void asks_for_ranges_of_several_widths_beside_a_flag_and_for_one_where_no_plan_differs() {
        var range = "SELECT * FROM customers WHERE id = 17 AND created_at > $1";

        assertThat(beginnings(bind(statement(range, Double.NaN)))).hasSize(1);
        assertThat(beginnings(bind(statement(range + " AND is_active = $2", Double.NaN))))
                .hasSizeGreaterThan(1);
    }

    @Test
    void makes_ranges_narrower_than_usual_where_few_rows_were_counted() {
        assertThat(rows(best(bind(statement("DELETE FROM orders WHERE placed_at < $1", 3)))))
                .isLessThan(10);
    }

    @Test
    void asks_a_page_far_down_too() {
        var bound = bind(statement("SELECT * FROM orders ORDER BY id LIMIT $1 OFFSET $2", 100));

        assertThat(specific(bound)).anySatisfy(q -> assertThat(q.sql()).endsWith("OFFSET '0'::bigint"));
        assertThat(specific(bound)).anySatisfy(q -> assertThat(q.sql()).endsWith("OFFSET '2000'::bigint"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT date_trunc($1, placed_at), count(*) FROM orders GROUP BY 1           | date_trunc('day'::text, placed_at)
            SELECT * FROM orders WHERE date_trunc($1, placed_at) = $2                   | date_trunc('day'::text, placed_at)
            SELECT * FROM orders WHERE pg_catalog.date_part($1, placed_at) > $2         | date_part('day'::text, placed_at)
            SELECT * FROM orders WHERE to_char(placed_at, $1) = $2                      | to_char(placed_at, 'YYYY-MM'::text)
            SELECT * FROM orders WHERE to_char(total, $1) = $2                          | to_char(total, 'YYYY-MM'::text)
            SELECT * FROM orders WHERE placed_at > to_date($1, $2)                      | to_date('2024-02-29'::text, 'YYYY-MM-DD'::text)
            SELECT * FROM orders WHERE placed_at AT TIME ZONE $1 < localtimestamp       | AT TIME ZONE 'UTC'::text
            """)
    void takes_words_that_functions_understand(String sql, String bound) {
        var questions = bind(statement(sql, Double.NaN));

        assertThat(questions.unplannable()).isEmpty();
        assertThat(specific(questions))
                .isNotEmpty()
                .allSatisfy(q -> assertThat(q.sql()).contains(bound).doesNotContain("$"));
        assertThat(twin.ask(Configuration.AS_IS, questions.questions())).allMatch(Answer.Planned.class::isInstance);
    }

    @Test
    void limits_to_the_rows_that_were_counted() {
        var bound = bind(statement("SELECT * FROM orders WHERE customer_id = $1 ORDER BY total LIMIT $2", 7));

        assertThat(specific(bound)).allSatisfy(q -> assertThat(q.sql()).endsWith("LIMIT '7'::bigint"));
    }

    @Test
    void keeps_the_constants_of_texts_that_were_sent() {
        var statement = new Statement(
                "1",
                "SELECT * FROM orders WHERE status = $1 AND customer_id = $2",
                List.of(
                        sample("SELECT * FROM orders WHERE status = 'open' AND customer_id = $1", 3),
                        sample("SELECT * FROM orders WHERE status = 'shipped' AND customer_id = $1", 1)),
                10,
                0,
                null);
        var bound = bind(statement);

        assertThat(share(bound, "status = 'open'")).isCloseTo(0.75, within(1e-9));
        assertThat(share(bound, "status = 'shipped'")).isCloseTo(0.25, within(1e-9));
        assertThat(specific(bound)).allSatisfy(q -> assertThat(q.sql()).doesNotContain("$"));
    }

    @Test
    void takes_the_values_that_a_log_showed() {
        var sent = new Statement.Sample(
                "SELECT * FROM orders WHERE status = $1 AND note = $2", Arrays.asList("it's", null), 1);
        var bound = bind(new Statement("1", "SELECT 1", List.of(sent), 1, 0, null));

        assertThat(specific(bound))
                .singleElement()
                .satisfies(q -> assertThat(q.sql())
                        .isEqualTo("SELECT * FROM orders WHERE status = 'it''s'::text AND note = NULL::text"));
    }

    @Test
    void passes_over_a_text_that_was_cut_off() {
        var bound = bind(new Statement(
                "1",
                "SELECT * FROM orders WHERE id = $1",
                List.of(sample("SELECT * FROM orders WHERE id = '3", 1)),
                1,
                0,
                null));

        assertThat(specific(bound)).hasSize(1);
        assertThat(bound.unplannable()).isEmpty();
    }

    @Test
    void names_what_it_cannot_plan() {
        var bound = bind(statement("SELECT * FROM no_such_table WHERE id = $1", Double.NaN));

        assertThat(bound.questions()).isEmpty();
        assertThat(bound.unplannable())
                .extracting(Unplannable::reason)
                .containsExactly("relation \"no_such_table\" does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET work_mem = $1",
                "PREPARE p AS SELECT $1",
                "DO $$ BEGIN END $$",
                "COPY orders TO STDOUT",
                "BEGIN",
                "CREATE INDEX ON orders (total)",
                "SELECT * FROM pg_catalog.pg_class WHERE relname = $1",
                ""
            })
    void leaves_out_what_has_no_plan_or_reads_only_system_catalogs(String sql) {
        var bound = bind(statement(sql, Double.NaN));

        assertThat(bound.questions()).isEmpty();
        assertThat(bound.unplannable()).isEmpty();
    }

    private static Bound bind(Statement statement) {
        return new Binder(twin).bind(new Workload("test", null, Instant.EPOCH, List.of(statement), List.of()));
    }

    private static Statement statement(String sql, double rowsPerCall) {
        var counters =
                Double.isNaN(rowsPerCall) ? null : new Statement.Counters(rowsPerCall * 10, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return new Statement("1", sql, List.of(), 10, 0, counters);
    }

    private static Statement.Sample sample(String text, int seen) {
        return new Statement.Sample(text, List.of(), seen);
    }

    private static List<Question> specific(Bound bound) {
        return bound.questions().stream().filter(q -> !q.generic()).toList();
    }

    private static double share(Bound bound, String part) {
        return specific(bound).stream()
                .filter(q -> q.sql().contains(part))
                .mapToDouble(Question::share)
                .sum();
    }

    /** Where the ranges of time begin. */
    private static Set<String> beginnings(Bound bound) {
        return specific(bound).stream()
                .map(q -> q.sql().replaceFirst(".* created_at > '([^']*)'.*", "$1"))
                .collect(Collectors.toSet());
    }

    private static Question best(Bound bound) {
        return specific(bound).stream()
                .max(Comparator.comparingDouble(Question::share))
                .orElseThrow();
    }

    private static double rows(Question question) {
        var answer = twin.ask(Configuration.AS_IS, List.of(question)).get(0);
        return ((Answer.Planned) answer).plan().root().rows();
    }
}
