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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
                "analyze things",
                "create table few as select i as kind from generate_series(1, 900) i",
                "create table sparse (kind int, note text) with (fillfactor = 10, autovacuum_enabled = off)",
                "insert into sparse select i % 3, repeat('n', 70) from generate_series(1, 30000) i",
                "create index on sparse (kind)",
                "analyze few, sparse");
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

    @Test
    void sees_groups_that_went_to_files() {
        var groups = "select note, count(*) from things group by note";

        assertThat(slugs(groups, "enable_sort = off")).contains("plan-aggregate-disk");
        assertThat(slugs(groups, "enable_sort = off", "work_mem = '64MB'")).doesNotContain("plan-aggregate-disk");
    }

    @Test
    void sees_a_bitmap_that_became_one_of_pages_and_let_other_rows_in() {
        assertThat(slugs("select count(note) from sparse where kind = 1", "enable_seqscan = off"))
                .contains("plan-lossy-bitmap");
        assertThat(slugs("select count(note) from sparse where kind >= 0", "enable_seqscan = off"))
                .doesNotContain("plan-lossy-bitmap");
        assertThat(slugs("select count(note) from sparse where kind = 1", "enable_seqscan = off", "work_mem = '64MB'"))
                .doesNotContain("plan-lossy-bitmap");
    }

    @Test
    void sees_the_inner_side_of_a_loop_that_runs_over_and_over() {
        var loop = "select count(m) from generate_series(1, %d) g,"
                + " lateral (select max(note) as m from things where id between g and g + 100) l";

        assertThat(slugs(loop.formatted(2000))).contains("plan-nested-loop");
        assertThat(slugs(loop.formatted(900))).doesNotContain("plan-nested-loop");
    }

    @Test
    void sees_workers_that_could_not_be_started() {
        var parallel = new String[] {
            "max_parallel_workers_per_gather = 2",
            "parallel_setup_cost = 0",
            "parallel_tuple_cost = 0",
            "min_parallel_table_scan_size = 0",
            "max_parallel_workers = 0"
        };

        assertThat(slugs("select count(*) from things where note > 'a'", parallel))
                .contains("plan-workers");
        parallel[4] = "max_parallel_workers = 8";
        assertThat(slugs("select count(*) from things where note > 'a'", parallel))
                .doesNotContain("plan-workers");
    }

    @Test
    void sees_planning_that_took_longer_than_running() {
        var join = "select 1 from things t0"
                + IntStream.range(1, 11)
                        .mapToObj(i -> " join things t%d on t%d.id = t0.id".formatted(i, i))
                        .collect(Collectors.joining());

        assertThat(slugs(join + " where t0.id = 0", "join_collapse_limit = 12")).contains("plan-planning");
        assertThat(slugs("select 1 from things where id = 0")).isEmpty();
    }

    @Test
    void sees_compiling_that_took_a_quarter_of_the_time() {
        var plan = PlanText.read("""
                        Result  (cost=0.00..1.00 rows=1 width=4) (actual time=0.010..100.000 rows=1 loops=1)
                        Planning Time: 0.020 ms
                        Execution Time: 100.000 ms
                        """).orElseThrow();

        assertThat(PlanReading.of(plan, 26)).extracting(Finding::slug).containsExactly("plan-jit");
        assertThat(PlanReading.of(plan, 24)).isEmpty();
    }

    @Test
    void keeps_silent_on_compiling_that_nobody_feels() {
        var plan = PlanText.read("Result  (cost=0.00..1.00 rows=1 width=4) (actual time=0.010..9.000 rows=1 loops=1)")
                .orElseThrow();

        assertThat(PlanReading.of(plan, 9)).isEmpty();
    }

    @Test
    void keeps_silent_on_few_rows_and_on_what_is_a_small_part() {
        assertThat(slugs("select * from few where kind = 7")).isEmpty();
        assertThat(slugs("select id from things order by id offset 900 limit 10"))
                .isEmpty();
        assertThat(slugs("select id from things order by id offset 2000 limit 28000"))
                .doesNotContain("plan-large-offset");
    }

    @Test
    void sees_too_many_rows_expected_and_names_only_the_node_where_that_begins() throws SQLException {
        for (var condition : List.of("not (id % 3 = kind)", "id % 3 = kind")) {
            try (var connection = database.connection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("explain (analyze, format json) select * from things where "
                            + condition + " order by part")) {
                rows.next();
                assertThat(PlanReading.of(PlanJson.read(rows.getString(1)), 0))
                        .filteredOn(f -> f.slug().equals("plan-misestimate"))
                        .singleElement()
                        .satisfies(f -> assertThat(f.subject()).contains("Seq Scan"));
            }
        }
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
