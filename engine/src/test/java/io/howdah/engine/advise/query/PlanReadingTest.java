package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.catalog.PlanText;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plans that a server really ran, read from text and from JSON alike. */
@PostgresTest
class PlanReadingTest {

    private static Database database;

    @BeforeAll
    static void rows(Database db) {
        db.execute(
                "create table things (id int primary key, kind int, part int, note text)",
                "insert into things select i, i % 3, i % 10, md5(i::text) || md5((-i)::text) from generate_series(1, 30000) i",
                "create index things_kind on things (kind)",
                "analyze things");
        database = db;
    }

    @Test
    void sees_a_sort_that_went_to_disk() {
        assertThat(slugs("select * from things order by note")).contains("plan-sort-disk");
        assertThat(slugs("select * from things where id < 20 order by note")).isEmpty();
    }

    @Test
    void sees_a_hash_that_went_to_files() {
        var join = "select count(*) from things a join things b on a.note = b.note";
        assertThat(slugs(join, "enable_mergejoin = off")).contains("plan-hash-batches");
        assertThat(slugs(join, "enable_mergejoin = off", "work_mem = '64MB'")).doesNotContain("plan-hash-batches");
    }

    @Test
    void sees_rows_that_were_read_to_be_thrown_away() {
        assertThat(slugs("select count(*) from things where note like '%abcdef%'"))
                .contains("plan-rows-removed");
        assertThat(slugs(
                        "select count(*) from things where kind = 1",
                        "enable_indexscan = off",
                        "enable_bitmapscan = off"))
                .doesNotContain("plan-rows-removed");
    }

    @Test
    void sees_an_index_that_finds_too_much() {
        assertThat(slugs(
                        "select note from things where kind = 1 and part + 0 = 77",
                        "enable_seqscan = off",
                        "enable_bitmapscan = off"))
                .contains("plan-inefficient-index");
    }

    @Test
    void sees_what_offset_throws_away() {
        assertThat(slugs("select id from things order by id offset 20000 limit 10"))
                .contains("plan-large-offset");
        assertThat(slugs("select id from things order by id limit 10")).isEmpty();
    }

    @Test
    void sees_a_wrong_estimate_where_it_begins() {
        assertThat(slugs("select count(*) from things where kind * 2 = part")).contains("plan-misestimate");
        assertThat(slugs("select count(*) from things where kind = 1")).doesNotContain("plan-misestimate");
    }

    @Test
    void sees_an_index_only_scan_that_goes_to_the_table() {
        assertThat(slugs(
                        "select count(kind) from things where kind = 1",
                        "enable_seqscan = off",
                        "enable_bitmapscan = off"))
                .contains("plan-heap-fetches");
    }

    /** What is seen in both forms of the plan. */
    private static List<String> slugs(String sql, String... settings) {
        try (var connection = database.connection();
                var statement = connection.createStatement()) {
            statement.execute("set work_mem = '64kB'");
            statement.execute("set max_parallel_workers_per_gather = 0");
            for (var setting : settings) {
                statement.execute("set " + setting);
            }
            var json = new StringBuilder();
            var text = new StringBuilder();
            try (var rows = statement.executeQuery("explain (analyze, buffers, format json) " + sql)) {
                while (rows.next()) {
                    json.append(rows.getString(1));
                }
            }
            try (var rows = statement.executeQuery("explain (analyze, buffers) " + sql)) {
                while (rows.next()) {
                    text.append(rows.getString(1)).append('\n');
                }
            }
            var fromJson = new TreeSet<>(PlanReading.of(PlanJson.read(json.toString()), 0).stream()
                    .map(Finding::slug)
                    .toList());
            var fromText =
                    new TreeSet<>(PlanReading.of(PlanText.read(text.toString()).orElseThrow(), 0).stream()
                            .map(Finding::slug)
                            .toList());
            assertThat(fromText).as(text.toString()).isEqualTo(fromJson);
            return List.copyOf(fromJson);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
