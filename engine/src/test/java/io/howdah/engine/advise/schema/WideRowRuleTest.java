package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Statement.Counters;
import io.howdah.engine.catalog.Workload;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class WideRowRuleTest {

    private static final Map<String, Double> SMALL = Map.of("wide-row.bytes", 100_000.0);
    private static final String NARROW = "select count(*), sum(stars) from \"Te st\".\"Reviews\"";

    private final WideRowRule rule = new WideRowRule();

    @BeforeEach
    void reviews(Database db) {
        db.execute(
                "create table \"Reviews\" (id int primary key, stars int, \"Body\" text)",
                "insert into \"Reviews\" select n, 5, repeat(md5(n::text), 45) from generate_series(1, 500) n",
                "analyze");
    }

    @Test
    void is_silent_about_rows_of_middling_length_and_rows_that_many_short_values_fill(Database db) {
        db.execute(
                "create table middling (id int, body text)",
                "insert into middling select n, repeat('x', 400) from generate_series(1, 500) n",
                "create table many (id int, a text, b text, c text, d text, e text, f text, g text, body text)",
                "insert into many select n, r, r, r, r, r, r, r, repeat('x', 250)"
                        + " from generate_series(1, 500) n, lateral (select repeat(md5(n::text), 5) as r) s",
                "analyze");

        assertThat(with(db, "select count(id) from \"Te st\".middling", "select count(id) from \"Te st\".many"))
                .isEmpty();
    }

    @Test
    void sees_statements_that_read_long_values_and_want_none(Database db) {
        var found = with(db, NARROW, "select \"Body\" from \"Te st\".\"Reviews\" where id = $1");

        assertThat(Looking.graded(found)).containsExactly("INFO \"Reviews\"");
        assertThat(found.getFirst().cost().timeShare()).isEqualTo(0.5);
        assertThat(found.getFirst().cost().bytes()).isBetween(700_000L, 740_000L);
        assertThat(found.getFirst().title()).contains("holds 5 rows");
    }

    @Test
    void is_silent_where_statements_ask_for_the_values_or_write(Database db) {
        assertThat(with(
                        db,
                        "select * from \"Te st\".\"Reviews\" where stars = $1",
                        "select r.* from \"Te st\".\"Reviews\" r",
                        "select id from \"Te st\".\"Reviews\" where \"Body\" like $1",
                        "update \"Te st\".\"Reviews\" set stars = $1"))
                .isEmpty();
    }

    @Test
    void is_silent_where_statements_read_few_pages_or_take_little_time(Database db) {
        assertThat(Looking.with(rule, Looking.catalog(db), of(statement(NARROW, 1000, 50)), SMALL))
                .isEmpty();
        assertThat(Looking.with(rule, Looking.catalog(db), of(statement(NARROW, 1000, 500)), SMALL))
                .hasSize(1);
        var usual = new Statement("2", "select 1", List.of(), 1, 100_000, null);
        assertThat(Looking.with(rule, Looking.catalog(db), of(statement(NARROW, 1000, 500), usual), SMALL))
                .isEmpty();
    }

    @Test
    void is_silent_about_small_tables_short_rows_and_values_kept_apart(Database db) {
        db.execute(
                "create table short (id int, body text)",
                "insert into short select n, repeat('x', 100) from generate_series(1, 5000) n",
                "create table apart (id int, body text)",
                "alter table apart alter body set storage external",
                "insert into apart select n, repeat('x', 3000) from generate_series(1, 5000) n",
                "analyze");

        assertThat(with(db, "select count(id) from \"Te st\".short", "select count(id) from \"Te st\".apart"))
                .isEmpty();
        assertThat(Looking.with(rule, Looking.catalog(db), Looking.workload(NARROW), Map.of()))
                .isEmpty();
    }

    private List<Finding> with(Database db, String... statements) {
        return Looking.with(rule, Looking.catalog(db), Looking.workload(statements), SMALL);
    }

    private static Workload of(Statement... statements) {
        return new Workload("test", null, Instant.EPOCH, List.of(statements), List.of());
    }

    /** Ten calls, so many milliseconds together, with so many blocks each. */
    private static Statement statement(String sql, double ms, double blocks) {
        return new Statement("1", sql, List.of(), 10, ms, new Counters(10, 0, 0, 0, blocks * 10, 0, 0, 0, 0, 0));
    }
}
