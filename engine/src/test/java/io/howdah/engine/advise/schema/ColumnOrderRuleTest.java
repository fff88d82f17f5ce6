package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class ColumnOrderRuleTest {

    private static final Map<String, Double> SMALL = Map.of("column-order.bytes", 1000.0);

    private final ColumnOrderRule rule = new ColumnOrderRule();

    @Test
    void asks_for_bytes_and_for_a_share(Database db) {
        db.execute(
                "create table gaps (f1 boolean not null, a bigint not null, f2 boolean not null, b bigint not null)",
                "insert into gaps select true, n, true, n from generate_series(1, 5000) n",
                "analyze");
        var catalog = Looking.catalog(db);

        assertThat(Looking.with(rule, catalog, SMALL)).hasSize(1);
        assertThat(Looking.with(rule, catalog, Map.of("column-order.bytes", 100_000.0)))
                .isEmpty();
        assertThat(Looking.with(rule, catalog, Map.of("column-order.bytes", 1000.0, "column-order.share", 0.2)))
                .isEmpty();
    }

    @Test
    void counts_the_gaps_that_narrow_columns_leave_before_wide_ones(Database db) {
        db.execute(
                "create table \"Gap py\" (f1 boolean not null, a bigint not null, f2 boolean not null, b bigint not null,"
                        + " f3 smallint not null, c timestamptz not null, t text)",
                "create table packed as select null::bigint as a, null::bigint as b, null::timestamptz as c,"
                        + " null::smallint as f3, null::boolean as f1, null::boolean as f2, null::text as t where false",
                "insert into \"Gap py\" select true, n, true, n, 1, now(), repeat('x', n % 5) from generate_series(1, 5000) n",
                "insert into packed select a, b, c, f3, f1, f2, t from \"Gap py\"",
                "analyze");

        var findings = Looking.with(rule, Looking.catalog(db), SMALL);

        assertThat(Looking.graded(findings)).containsExactly("INFO \"Gap py\"");
        var figures = findings.getFirst().evidence().getFirst().figures();
        assertThat(figures.get("bytes_per_row")).isCloseTo(bytes(db, "\"Gap py\""), within(1.0));
        assertThat(figures.get("bytes_per_row_packed")).isCloseTo(bytes(db, "packed"), within(1.0));
    }

    @Test
    void is_content_where_another_order_takes_as_much(Database db) {
        db.execute(
                "create table fine (id bigint not null, n int, flag boolean, t text)",
                "insert into fine select n, n, true, 'text' from generate_series(1, 5000) n",
                "create table narrow (flag boolean not null, id bigint not null)",
                "insert into narrow select true, n from generate_series(1, 5000) n",
                "analyze");

        assertThat(Looking.with(rule, Looking.catalog(db), SMALL)).isEmpty();
    }

    private static double bytes(Database db, String table) {
        return Double.parseDouble(db.column("select 4 + avg(8 * ceil(pg_column_size(t.*) / 8.0)) from " + table + " t")
                .getFirst());
    }
}
