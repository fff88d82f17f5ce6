package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Planned;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.RowSamples;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Twin;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class WorthCachingRuleTest {

    /** For so long the statements and the tables were counted. */
    private static final Duration COUNTED = Duration.ofDays(10);

    private static final double CALLS = 1_000_000;

    private static final String PER_CREW =
            "SELECT c.crew, count(*) FROM \"Te st\".\"Char acters\" c GROUP BY c.crew ORDER BY 2 DESC LIMIT $1";

    private final WorthCachingRule rule = new WorthCachingRule();

    @BeforeEach
    void characters(Database db) {
        db.execute(
                "create table \"Char acters\" (id int primary key, crew text, bounty bigint)",
                "insert into \"Char acters\" select n, 'crew ' || n % 5, n from generate_series(1, 1000) n",
                "analyze \"Char acters\"");
    }

    @Test
    void sees_a_read_that_is_asked_for_more_often_than_its_tables_are_written(Database db) {
        var finding = seen(db, 100, counted(PER_CREW, 20)).getFirst();

        // 101 writes in 864,000 s: a TTL of 2 × 0.01 × 864,000 / 101 = 171 s; 1.16 reads a second are 139 in 120 s
        assertThat(choice(finding).title())
                .isEqualTo("cache it in the application with a TTL of 2 min, depending on \"Te st\".\"Char acters\"");
        assertThat(finding.evidence())
                .extracting(Evidence::text)
                .containsExactly(
                        "1,000,000 calls of 20.0 ms, with at most 1 different answers of 5 rows",
                        "100 rows of \"Te st\".\"Char acters\" were written since the counters began",
                        "with a TTL of 2 min at least 99 % of the calls would be answered by the cache, 99 % where writes drop"
                                + " the answers");
        assertThat(finding.cost().timeShare()).isEqualTo(1);
    }

    @Test
    void counts_an_answer_for_each_value_that_a_column_has(Database db) {
        assertThat(seen(db, 100, counted(one("c.crew = $1"), 20))
                        .getFirst()
                        .evidence()
                        .getFirst()
                        .text())
                .contains("at most 5 different answers");
        assertThat(seen(db, 100, counted(one("c.id = $1"), 20))).isEmpty();
        assertThat(seen(db, 0, counted(one("c.id = $1 AND c.crew = $2 AND c.bounty = $1"), 20))
                        .getFirst()
                        .evidence()
                        .getFirst()
                        .text())
                .contains("at most 1,000 different answers");
    }

    @Test
    void goes_by_the_texts_seen_where_no_column_tells_the_values(Database db) {
        var sql = one("c.bounty > $1");
        var same = List.of(new Statement.Sample(sql.replace("$1", "7"), List.of(), 12));
        var others = new ArrayList<Statement.Sample>();
        for (int i = 0; i < 12; i++) {
            others.add(new Statement.Sample(sql.replace("$1", Integer.toString(i)), List.of(), 1));
        }

        assertThat(seen(db, 100, counted(sql, 20))).isEmpty();
        assertThat(seen(db, 100, counted(sql, 20).withSamples(same))).hasSize(1);
        assertThat(seen(db, 100, counted(sql, 20).withSamples(others))).isEmpty();
        assertThat(seen(db, 100, counted(sql, 20).withSamples(List.of(new Statement.Sample(sql, List.of(), 12)))))
                .isEmpty();
    }

    @Test
    void depends_on_the_tables_beneath_a_view_and_adds_up_the_writes_of_partitions(Database db) {
        db.execute(
                "create table seas (id int, crew text) partition by range (id)",
                "create table seas_1 partition of seas for values from (0) to (100)",
                "create table seas_2 partition of seas for values from (100) to (200)",
                "create view sailing as select s.id, c.bounty from seas s join \"Char acters\" c on c.crew = s.crew",
                "analyze seas");

        var finding = seen(db, 40, counted("SELECT count(*) FROM \"Te st\".sailing", 20))
                .getFirst();

        assertThat(choice(finding).title()).endsWith("depending on \"Te st\".\"Char acters\", \"Te st\".seas");
        assertThat(finding.evidence().get(1).text()).startsWith("120 rows");
    }

    @Test
    void keeps_silent_on_tables_that_change_as_often_as_they_are_read(Database db) {
        assertThat(seen(db, 1_000_000, counted(PER_CREW, 20))).isEmpty();
        assertThat(seen(
                        db,
                        100,
                        counted(PER_CREW, 20),
                        counted("INSERT INTO \"Te st\".\"Char acters\" VALUES ($1, $2, $3)", 1)))
                .isEmpty();
    }

    @Test
    void keeps_silent_on_what_is_cheap_seldom_or_an_export(Database db) {
        assertThat(seen(db, 100, counted(PER_CREW, 0.9))).isEmpty();
        assertThat(seen(db, 0, statement(PER_CREW, 4, 20, 5))).isEmpty();
        assertThat(seen(db, 100, statement(PER_CREW, CALLS, 20, 20_000))).isEmpty();
        assertThat(seen(db, 100, counted(PER_CREW, 2), counted("SELECT pg_sleep($1)", 1000)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT crew FROM \"Te st\".\"Char acters\" FOR UPDATE",
                "SELECT crew FROM \"Te st\".\"Char acters\" FOR KEY SHARE",
                "WITH d AS (DELETE FROM \"Te st\".\"Char acters\" RETURNING id) SELECT count(*) FROM d",
                "SELECT crew INTO kept FROM \"Te st\".\"Char acters\"",
                "SELECT crew, now() FROM \"Te st\".\"Char acters\"",
                "SELECT crew, random() FROM \"Te st\".\"Char acters\"",
                "SELECT crew, \"Te st\".drawn() FROM \"Te st\".\"Char acters\"",
                "SELECT crew, elsewhere.abs(1) FROM \"Te st\".\"Char acters\"",
                "SELECT crew FROM \"Te st\".\"Char acters\" WHERE crew = current_user",
                "SELECT count(*) FROM \"Te st\".mine",
                "SELECT count(*) FROM \"Te st\".kept",
                "SELECT count(*) FROM \"Te st\".moving",
                "SELECT count(*) FROM \"Te st\".\"Char acters\", pg_class",
                "SELECT 1"
            })
    void keeps_silent_on_what_writes_locks_or_answers_otherwise_without_a_write(String sql, Database db) {
        db.execute(
                "create function drawn() returns int language sql volatile as 'select 1'",
                "create table mine (id int)",
                "alter table mine enable row level security",
                "create materialized view kept as select crew from \"Char acters\"",
                "create view moving as select * from \"Char acters\" where bounty > extract(epoch from now())");

        assertThat(seen(db, 0, counted(sql, 20))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flyway_schema_history", "without_parts", "with_heirs"})
    void keeps_silent_on_tables_of_tools_and_on_those_whose_own_counters_do_not_tell_all_writes(
            String table, Database db) {
        db.execute(
                "create table flyway_schema_history (id int)",
                "create table without_parts (id int) partition by hash (id)",
                "create table with_heirs (id int)",
                "create table heir () inherits (with_heirs)");

        assertThat(seen(db, 0, counted("SELECT count(*) FROM \"Te st\"." + table, 20)))
                .isEmpty();
    }

    @Test
    void trusts_a_function_of_the_database_that_is_immutable(Database db) {
        db.execute("create function same(int) returns int language sql immutable as 'select $1'");

        assertThat(seen(db, 0, counted("SELECT \"Te st\".same(count(*)::int) FROM \"Te st\".\"Char acters\"", 20)))
                .hasSize(1);
    }

    @Test
    void keeps_silent_on_what_has_become_cheap_since_it_was_counted(Database db) {
        db.execute("create table large as select n, repeat('x', 50) from generate_series(1, 60000) n", "analyze large");
        var workload = workload(COUNTED, counted(PER_CREW, 20), counted("SELECT count(*) FROM \"Te st\".large", 20));
        var catalog = catalog(db, 0);
        try (var twin = Twin.build(catalog, Looking.shared())) {
            var questions = new Binder(twin).bind(workload).questions();
            var scene = Scene.of(catalog, workload).planning(Planned.of(twin, questions, RowSamples.NONE));

            assertThat(rule.examine(Scene.of(catalog, workload))).hasSize(2);
            assertThat(rule.examine(scene))
                    .extracting(Finding::subject)
                    .containsExactly("SELECT count(*) FROM \"Te st\".large");
        }
    }

    @Test
    void keeps_silent_where_nobody_knows_for_how_long_was_counted(Database db) {
        var statements = List.of(counted(PER_CREW, 20));
        var workload = new Workload("test", null, Instant.EPOCH, statements, List.of());

        assertThat(Looking.with(rule, catalog(db, 0), workload, Map.of())).isEmpty();
    }

    @Test
    void takes_what_a_user_allows_to_be_out_of_date() {
        var strict = CachedAnswers.of(1, CALLS, 864_000, 0.001, 0.01);
        var loose = CachedAnswers.of(1, CALLS, 864_000, 0.001, 0.1);

        assertThat(strict.seconds()).isEqualTo(15);
        assertThat(loose.seconds()).isEqualTo(120);
        assertThat(strict.hits()).isCloseTo(17.36 / 18.36, within(0.001));
        assertThat(CachedAnswers.of(10, 20, 100, 0, 0.01).hits()).isEqualTo(0.5);
    }

    private static String one(String condition) {
        return "SELECT c.bounty FROM \"Te st\".\"Char acters\" c WHERE " + condition;
    }

    private static Statement counted(String sql, double ms) {
        return statement(sql, CALLS, ms, 5);
    }

    private static Statement statement(String sql, double calls, double ms, double rows) {
        var counters = new Statement.Counters(rows * calls, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return new Statement(sql, sql, List.of(), calls, calls * ms, counters);
    }

    private static Workload workload(Duration counted, Statement... statements) {
        return new Workload("test", Instant.EPOCH, Instant.EPOCH.plus(counted), List.of(statements), List.of());
    }

    private List<Finding> seen(Database db, long written, Statement... statements) {
        return Looking.with(rule, catalog(db, written), workload(COUNTED, statements), Map.of());
    }

    /** Of whose tables each was written so often. */
    private static Catalog catalog(Database db, long written) {
        var read = Looking.catalog(db);
        var none = Activity.NONE;
        var counted = new Activity(
                none.sessions(),
                none.slots(),
                none.preparedTransactions(),
                none.replicas(),
                none.archiver(),
                none.databases(),
                read.readAt().minus(COUNTED),
                none.counters());
        return read.withActivity(counted)
                .withRelations(read.relations().stream()
                        .map(r -> r.use() == null ? r : r.withUse(Looking.use(0, 0, written, 0, 0)))
                        .toList());
    }

    private static Decision.Choice choice(Finding finding) {
        return Objects.requireNonNull(finding.decision()).choices().getFirst();
    }
}
