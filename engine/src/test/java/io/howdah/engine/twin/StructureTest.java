package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.twin.Structure.Partitioned;
import io.howdah.engine.twin.Structure.Partitioning.ByHash;
import io.howdah.engine.twin.Structure.Partitioning.ByList;
import io.howdah.engine.twin.Structure.Partitioning.ByNumber;
import io.howdah.engine.twin.Structure.Partitioning.ByTime;
import io.howdah.engine.twin.Structure.Retyped;
import io.howdah.engine.twin.Structure.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What-ifs about tables that are built otherwise, against a real table that was built so. */
class StructureTest {

    private static final QualifiedName VISITS = new QualifiedName("My Log", "visits");
    private static final Structure MONTHLY = new Partitioned(VISITS, new ByTime("at", Span.MONTH));

    private static LoadedServer server;
    private static Twin twin;

    @BeforeAll
    static void a_log_of_visits() {
        server = LoadedServer.with("visits.sql");
        twin = Twin.build(server.catalog(), TwinOptions.DEFAULT.sessions(2));
    }

    @AfterAll
    static void close() {
        twin.close();
        server.close();
    }

    @Test
    void plans_a_partitioned_table_as_a_real_one() {
        for (var sql : List.of(
                "SELECT * FROM %s WHERE at >= '2024-03-05' AND at < '2024-03-07'",
                "SELECT count(*) FROM %s WHERE at >= '2024-02-10' AND at < '2024-04-20'",
                "SELECT * FROM %s WHERE id = 4711",
                "SELECT * FROM %s WHERE visitor < 500 AND at >= '2024-05-01'",
                "SELECT visitor, count(*) FROM %s WHERE kind = 'order' GROUP BY visitor",
                "SELECT * FROM %s ORDER BY at DESC LIMIT 10")) {
            var there = plan(Set.of(MONTHLY), sql.formatted("\"My Log\".visits"));
            var real = server.plan(sql.formatted("\"My Log\".visits_by_month"));

            assertThat(shape(there).replace("visits_p", "visits_by_month_p"))
                    .as(sql)
                    .isEqualTo(shape(real));
            assertThat(there.root().rows())
                    .as(sql)
                    .isCloseTo(real.root().rows(), within(1 + real.root().rows() / 10));
            assertThat(there.cost() / real.cost()).as(sql).isCloseTo(1, within(0.1));
        }
    }

    @Test
    void leaves_the_database_as_it_is() {
        var sql = "SELECT count(*) FROM \"My Log\".visits WHERE at < '2024-02-01'";
        var before = plan(Set.of(), sql);
        assertThat(plan(Set.of(MONTHLY), sql).shape())
                .contains("visits_p2024_01_01")
                .isNotEqualTo(before.shape());

        assertThat(plan(Set.of(), sql)).isEqualTo(before);
    }

    @Test
    void says_that_a_unique_key_gets_the_partition_key_added() {
        assertThat(twin.notes(Set.of(MONTHLY))).anyMatch(note -> note.contains("has at added"));
    }

    @Test
    void gives_a_column_another_type_as_alter_table_does() {
        for (var change : Map.of(
                        "code", "bigint", "visitor", "bigint", "kind", "character varying(20)", "token", "uuid")
                .entrySet()) {
            var retyped = Set.<Structure>of(new Retyped(VISITS, change.getKey(), change.getValue()));
            var sql = change.getKey().equals("code")
                    ? "SELECT * FROM \"My Log\".%s WHERE code BETWEEN 1000 AND 11000"
                    : "SELECT count(*), max(id) FROM \"My Log\".%s";
            var there = plan(retyped, sql.formatted("visits"));
            var real = server.plan(sql.formatted("visits_" + change.getKey()));

            assertThat(there.nodes()).as(sql).hasSameSizeAs(real.nodes());
            assertThat(there.root().rows() / real.root().rows()).as(sql).isCloseTo(1, within(0.05));
            assertThat(there.cost() / real.cost()).as(change + " " + sql).isCloseTo(1, within(0.05));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            digits | bigint      | digits BETWEEN 1000 AND 11000
            digits | bigint      | digits < 500
            digits | bigint      | digits > 39000
            digits | numeric     | digits BETWEEN 200 AND 4000
            few    | integer     | few < 300
            few    | integer     | few = 4
            amount | bigint      | amount BETWEEN 100 AND 300
            amount | bigint      | amount = 500
            day    | date        | day >= '2023-01-01'
            day    | date        | day = '2021-05-05'
            moment | timestamptz | moment < '2024-03-01 00:00:00+00'
            small  | smallint    | small < 1234
            small  | smallint    | small = 77
            key    | uuid        | key < '40000000-0000-0000-0000-000000000000'
            """)
    void expects_as_many_rows_of_another_type_as_a_table_that_was_altered(
            String column, String type, String condition) {
        var sql = "SELECT * FROM \"My Log\".%s WHERE " + condition;
        var there =
                plan(Set.of(new Retyped(new QualifiedName("My Log", "typed"), column, type)), sql.formatted("typed"));
        var real = server.plan(sql.formatted("really_typed"));

        assertThat(there.root().rows() / real.root().rows()).isCloseTo(1, within(0.05));
    }

    @Test
    void knows_the_rows_of_a_parent_with_its_children_and_without() {
        for (var sql : List.of("SELECT * FROM %s WHERE n = 3", "SELECT * FROM ONLY %s WHERE n = 3")) {
            var shelves = sql.formatted("\"My Log\".shelves");

            assertThat(plan(Set.of(), shelves)).isEqualTo(server.plan(shelves));
        }
    }

    @Test
    void names_values_that_a_type_cannot_hold() {
        var retyped = Set.<Structure>of(new Retyped(VISITS, "code", "smallint"));

        assertThat(twin.notes(retyped))
                .anyMatch(note -> note.contains("would fail") && note.contains("cannot be cast"));
    }

    @Test
    void refuses_a_type_that_there_is_no_cast_to() {
        assertProblem(new Retyped(VISITS, "at", "uuid"), "cannot cast type timestamp with time zone to uuid");
        assertProblem(new Retyped(VISITS, "at", "no such type"), "'no such type'");
        assertProblem(new Retyped(VISITS, "nothing", "text"), "there is no column nothing");
    }

    @Test
    void refuses_nonsense_partitions() {
        assertProblem(new Partitioned(VISITS, new ByTime("kind", Span.DAY)), "of type text");
        assertProblem(new Partitioned(VISITS, new ByNumber("id", 1)), "more than 1000 partitions");
        assertProblem(new Partitioned(VISITS, new ByTime("nothing", Span.DAY)), "there is no column nothing");
        assertProblem(new Partitioned(new QualifiedName("x", "y"), new ByHash("id", 4)), "there is no table");
    }

    @Test
    void divides_by_values_and_by_hash() {
        var byKind = plan(
                Set.of(new Partitioned(VISITS, new ByList("kind", List.of()))),
                "SELECT count(*) FROM \"My Log\".visits WHERE kind = 'order'");
        var real = server.plan("SELECT * FROM \"My Log\".visits WHERE kind = 'order'");
        var byVisitor = plan(
                Set.of(new Partitioned(VISITS, new ByHash("visitor", 8))),
                "SELECT * FROM \"My Log\".visits WHERE visitor = 77");

        assertThat(byKind.shape()).contains("_order");
        assertThat(scan(byKind).rows() / real.root().rows()).isCloseTo(1, within(0.02));
        assertThat(byVisitor.nodes().stream().filter(n -> n.relation() != null)).hasSize(1);
    }

    @Test
    void knows_added_statistics_as_if_analyze_had_found_them() {
        var together = "SELECT * FROM \"My Log\".visits WHERE visitor = 77 AND kind = 'order'";
        var groups = "SELECT visitor, kind, count(*) FROM \"My Log\".visits GROUP BY visitor, kind";
        var follows = Set.<Structure>of(
                new Structure.Dependent(VISITS, List.of("visitor"), "kind", 1),
                new Structure.DistinctTogether(VISITS, List.of("visitor", "kind"), 1234));

        assertThat(plan(Set.of(), together).root().rows()).isLessThanOrEqualTo(2);
        assertThat(plan(follows, together).root().rows()).isGreaterThanOrEqualTo(10);
        assertThat(plan(Set.of(), groups).root().rows()).isEqualTo(4000);
        assertThat(plan(follows, groups).root().rows()).isEqualTo(1234);
    }

    @Test
    void combines_tables_indexes_sizes_and_settings() {
        try (var grown = Twin.build(server.catalog(), TwinOptions.DEFAULT)) {
            var index = io.howdah.engine.catalog.IndexDefinition.btree(
                    VISITS, List.of(io.howdah.engine.catalog.IndexKey.on("note")));
            var candidate = grown.add(List.of(index)).get(0);
            grown.resize(Map.of(VISITS, 1e9));
            var all = Configuration.with(Set.of(candidate))
                    .hiding(Set.of(new QualifiedName("My Log", "visits_at_i")))
                    .setting(Map.of("random_page_cost", "1.1", "max_parallel_workers_per_gather", "0"))
                    .building(Set.of(MONTHLY, new Retyped(VISITS, "code", "bigint")));
            var byNote = answer(grown, all, "SELECT * FROM \"My Log\".visits WHERE note = 'nnn'");
            var byTime = answer(grown, all, "SELECT * FROM \"My Log\".visits WHERE at = '2024-03-05'");

            assertThat(byNote.shape()).contains(candidate.name()).contains("visits_p2024_01_01");
            assertThat(byTime.shape()).contains("visits_p2024_03_01").doesNotContain("visits_at_i");
            assertThat(byNote.root().rows()).isGreaterThan(1e6);
        }
    }

    @Test
    void asks_under_settings_and_refuses_those_that_are_none() {
        var sql = "SELECT * FROM \"My Log\".visits WHERE id = 7";
        var without = Configuration.AS_IS.setting(Map.of("enable_indexscan", "off", "enable_bitmapscan", "off"));

        assertThat(answer(twin, without, sql).shape()).contains("Seq Scan");
        assertThat(answer(twin, Configuration.AS_IS, sql).shape()).contains("Index Scan");
        assertThatThrownBy(() -> answer(twin, Configuration.AS_IS.setting(Map.of("work_mem", "much")), sql))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("invalid value for parameter \"work_mem\"");
        assertThatThrownBy(() -> answer(twin, Configuration.AS_IS.setting(Map.of("log_statement", "all")), sql))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("'log_statement' is not a setting that the planner goes by");
    }

    @Test
    void answers_alike_in_one_session_and_in_several() {
        var hidden = Configuration.AS_IS.hiding(Set.of(new QualifiedName("My Log", "visits_pkey")));
        var question = Orders.question("SELECT * FROM \"My Log\".visits WHERE id = 7");
        var one = twin.ask(hidden, List.of(question)).get(0);

        assertThat(twin.ask(hidden, java.util.Collections.nCopies(20, question)))
                .allMatch(one::equals)
                .hasSize(20);
        assertThat(answer(twin, Configuration.AS_IS, question.sql()).shape()).contains("visits_pkey");
    }

    private static void assertProblem(Structure structure, String message) {
        assertThatThrownBy(() -> plan(Set.of(structure), "SELECT 1"))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.INPUT))
                .hasMessageContaining(message);
    }

    private static io.howdah.engine.catalog.PlanNode scan(Plan plan) {
        return plan.nodes().stream()
                .filter(n -> n.relation() != null)
                .findFirst()
                .orElseThrow();
    }

    /** Node types and relations; indexes of a real server have other names. */
    private static String shape(Plan plan) {
        var text = new StringBuilder();
        plan.nodes()
                .forEach(n ->
                        text.append(n.type()).append(' ').append(n.relation()).append('\n'));
        return text.toString();
    }

    private static Plan plan(Set<Structure> structures, String sql) {
        return answer(twin, Configuration.AS_IS.building(structures), sql);
    }

    private static Plan answer(Twin twin, Configuration configuration, String sql) {
        return switch (twin.ask(configuration, List.of(Orders.question(sql))).get(0)) {
            case Answer.Planned planned -> planned.plan();
            case Answer.Failed failed -> throw new AssertionError(failed.reason() + "\nin: " + sql);
        };
    }
}
