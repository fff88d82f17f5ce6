package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares what the twin expects of an expression with what ANALYZE finds once the index is built. */
@Tag("slow")
class ExpressionStatisticsTest {

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "customers | lower((name)::text) | = 'customer 77'",
                "customers | upper(region) | = 'EU'",
                "customers | \"left\"(email, 1) | = 'C'",
                "customers | (tenant_id % 10) | = 3",
                "customers | date_trunc('day'::text, (created_at AT TIME ZONE 'UTC'::text)) | = '2023-05-05'",
                "orders | EXTRACT(month FROM (placed_at AT TIME ZONE 'UTC'::text)) | = 4",
                "orders | upper(status) | = 'OPEN'",
                "orders | COALESCE(note, 'none'::text) | = 'none'",
                "orders | ((total)::integer) | = 17",
                "orders | ((placed_at AT TIME ZONE 'UTC'::text)::date) | > '2024-11-20'",
            })
    void expects_what_analyze_finds(String table, String expression, String condition) throws SQLException {
        var sql = "SELECT * FROM " + table + " WHERE " + expression + " " + condition;
        var candidate = candidate(table, expression);

        var expected = twinsPlan(candidate, sql);
        var found = originalsPlan(table, expression, sql);

        near(scan(expected).rows(), scan(found).rows());
        assertThat(shape(expected, candidate.name())).isEqualTo(shape(found, "by_expression"));
        near(expected.cost(), found.cost());
    }

    @Test
    void leaves_the_planners_assumption_where_two_columns_are_needed() throws SQLException {
        var candidate = candidate("customers", "((name)::text || region)");

        var plan = twinsPlan(candidate, "SELECT * FROM customers WHERE (name::text || region) = 'x'");

        assertThat(scan(plan).rows()).isEqualTo(20_000 * 0.005);
    }

    /** A factor for what ANALYZE's own sample leaves to chance, and for a hundred bounds in place of all rows. */
    private static void near(double expected, double found) {
        assertThat(expected).isBetween(found / 1.6 - 3, found * 1.6 + 3);
    }

    @Test
    void computes_nothing_that_is_not_immutable() throws SQLException {
        var key = new IndexKey(null, "(region || set_config('howdah.called', 'yes', false))", null, null, false, false);

        assertThat(twin.add(List.of(IndexDefinition.btree(new QualifiedName("public", "customers"), List.of(key)))))
                .isEmpty();
        try (var connection = twin.session();
                var session = connection.createStatement()) {
            assertThat(ExpressionStatistics.derive(
                            session,
                            twin.catalog()
                                    .relation(new QualifiedName("public", "customers"))
                                    .orElseThrow(),
                            "(region || set_config('howdah.called', 'yes', false))",
                            20_000))
                    .isEmpty();
            try (var rows = session.executeQuery("SELECT current_setting('howdah.called', true)")) {
                rows.next();
                assertThat(rows.getString(1)).isNull();
            }
        }
    }

    private static Candidate candidate(String table, String expression) {
        var key = new IndexKey(null, expression, null, null, false, false);
        var definition = IndexDefinition.btree(new QualifiedName("public", table), List.of(key));
        var made = twin.add(List.of(definition));
        assertThat(made).as("refused: %s", twin.refused()).hasSize(1);
        return made.get(0);
    }

    private static Plan twinsPlan(Candidate candidate, String sql) {
        return switch (twin.ask(Configuration.with(Set.of(candidate)), List.of(Orders.question(sql)))
                .get(0)) {
            case Answer.Planned planned -> planned.plan();
            case Answer.Failed failed -> throw new AssertionError(failed.reason());
        };
    }

    private static Plan originalsPlan(String table, String expression, String sql) throws SQLException {
        return SHOP.trial(session -> {
            session.execute("CREATE INDEX by_expression ON " + table + " (" + expression + "); ANALYZE " + table);
            return explain(session, sql);
        });
    }

    private static Plan explain(Statement session, String sql) throws SQLException {
        try (var rows = session.executeQuery("EXPLAIN (FORMAT JSON, VERBOSE) " + sql)) {
            rows.next();
            return PlanJson.read(rows.getString(1));
        }
    }

    private static PlanNode scan(Plan plan) {
        return plan.nodes().stream()
                .filter(n -> n.relation() != null)
                .findFirst()
                .orElseThrow();
    }

    private static String shape(Plan plan, String index) {
        return plan.shape().replace(index, "INDEX").replace("on copied ", "on ").replaceAll("on (\\w+) \\1", "on $1");
    }
}
