package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class LargeValuesRuleTest {

    private static final Map<String, Double> SMALL =
            Map.of("large-values.bytes", 100_000.0, "large-values.share", 0.01);

    private final LargeValuesRule rule = new LargeValuesRule();

    @Test
    void sees_files_that_are_much_of_the_database(Database db) {
        db.execute(
                "create table \"Files\" (id int primary key, name text, \"Content\" bytea)",
                "alter table \"Files\" alter \"Content\" set storage external",
                "insert into \"Files\" select n, 'f', decode(repeat('00', 4000), 'hex') from generate_series(1, 200) n",
                "analyze");

        var found = Looking.with(rule, Looking.catalog(db), SMALL);
        assertThat(Looking.graded(found)).containsExactly("INFO \"Files\"");
        assertThat(found.getFirst().evidence().getFirst().text())
                .contains("of \"Content\":")
                .doesNotContain(": 0 kB");
        assertThat(Looking.with(rule, db)).as("at the standard size").isEmpty();
        assertThat(Looking.with(
                        rule, Looking.catalog(db), Map.of("large-values.bytes", 100_000.0, "large-values.share", 0.99)))
                .isEmpty();
    }

    @Test
    void adds_up_partitions_and_writes_down_what_can_be_run(Database db) {
        db.execute(
                "create table docs (id int, body text, day date) partition by list (id)",
                "create table docs_1 partition of docs for values in (1)",
                "create table docs_2 partition of docs for values in (2)",
                "alter table docs_1 alter body set storage external",
                "alter table docs_2 alter body set storage external",
                "insert into docs select 1 + n % 2, repeat(md5(n::text), 100) from generate_series(1, 200) n",
                "analyze");

        var found = Looking.with(
                rule, Looking.catalog(db), Map.of("large-values.bytes", 500_000.0, "large-values.share", 0.0));
        assertThat(Looking.graded(found)).containsExactly("INFO docs");
        assertThat(sql(found)).containsExactly("ALTER TABLE \"Te st\".docs ALTER COLUMN body SET COMPRESSION lz4");
    }

    @Test
    void is_silent_about_values_that_stay_in_their_rows(Database db) {
        db.execute(
                "create table rows (id int, body text)",
                "insert into rows select n, repeat('x', 500) from generate_series(1, 2000) n",
                "analyze");

        assertThat(Looking.with(rule, Looking.catalog(db), SMALL)).isEmpty();
    }

    @Test
    void is_silent_where_nothing_can_be_kept_out_of_line_or_no_column_has_long_values(Database db) {
        db.execute(
                "create table names (name varchar(10))",
                "create table sums (sum numeric)",
                "create table masks (mask bit(70000))",
                "insert into names values ('a')",
                "insert into sums select string_agg((n % 9)::text, '' order by random())::numeric from generate_series(1, 30000) n",
                "insert into masks select string_agg((n % 2)::text, '' order by random())::bit(70000) from generate_series(1, 70000) n");

        assertThat(Looking.closely(rule, db)).isEmpty();
    }

    @Test
    void stores_files_as_they_are_that_are_compressed_now(Database db) {
        db.execute(
                "create table files (raw bytea, packed bytea)",
                "alter table files alter raw set storage external",
                "insert into files (raw) values (decode(repeat('ab', 5000), 'hex'))");

        assertThat(sql(Looking.closely(rule, db)))
                .containsExactly("ALTER TABLE \"Te st\".files ALTER COLUMN packed SET STORAGE EXTERNAL");
    }

    private static List<String> sql(List<Finding> findings) {
        return findings.stream()
                .flatMap(f -> Objects.requireNonNull(f.decision()).choices().stream())
                .map(Choice::sql)
                .flatMap(List::stream)
                .toList();
    }
}
