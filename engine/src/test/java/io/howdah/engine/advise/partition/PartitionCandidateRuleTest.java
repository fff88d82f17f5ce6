package io.howdah.engine.advise.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import io.howdah.engine.advise.Planned;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Thresholds;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.RowSamples;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class PartitionCandidateRuleTest {

    private final PartitionCandidateRule rule = new PartitionCandidateRule();

    private static final String BYTES = "partition-candidate.bytes";
    private static final String RETENTION = "DELETE FROM \"Te st\".\"Log book\" WHERE at < '2026-02-01'";
    private static final String REPORT =
            "SELECT count(*) FROM \"Te st\".\"Log book\" WHERE at >= '2026-03-01' AND at < '2026-03-08'";
    private static final String BY_ID = "SELECT * FROM \"Te st\".\"Log book\" WHERE id = 77";
    private static final String NORTH = "SELECT * FROM \"Te st\".\"Log book\" WHERE kind = 'north' AND body = 'y'";
    private static final String SOUTH = "SELECT count(*) FROM \"Te st\".\"Log book\" WHERE kind = 'south'";

    @BeforeEach
    void a_log(Database db) {
        db.execute(
                "create table \"Log book\" (id bigint generated always as identity primary key, at timestamptz not null default now(),"
                        + " kind text not null, body text)",
                "insert into \"Log book\" (at, kind, body) select '2026-01-01'::timestamptz + n * interval '8 minutes',"
                        + " (array['north', 'south', 'east'])[1 + n % 3], repeat('x', 50) from generate_series(1, 30000) n",
                "create index \"By kind\" on \"Log book\" (kind, at)");
    }

    @Test
    void proposes_partitions_for_retention_with_the_plans_of_all_other_statements(Database db) {
        var finding = only(db, RETENTION, REPORT, BY_ID);

        assertThat(finding.title()).isEqualTo("\"Te st\".\"Log book\" could be partitioned by range (at) monthly");
        var texts = finding.evidence().stream().map(e -> e.text()).toList();
        assertThat(texts.getFirst()).startsWith("DELETE FROM");
        assertThat(texts).anyMatch(t -> t.startsWith("SELECT * FROM") && t.contains("cost"));
        assertThat(texts).anyMatch(t -> t.startsWith("SELECT count(*)") && t.contains("cost"));
        assertThat(Objects.requireNonNull(finding.decision()).choices())
                .extracting(Choice::title)
                .contains("partitions by range (at) monthly", "a block range index (BRIN) on at", "leave it as it is");
    }

    @Test
    void puts_partitions_last_where_the_other_statements_do_not_name_the_key(Database db) {
        var choices =
                Objects.requireNonNull(only(db, RETENTION, BY_ID).decision()).choices();

        assertThat(choices.getFirst().title()).isEqualTo("leave it as it is");
        assertThat(choices.getLast().consequences())
                .anyMatch(c -> c.contains("The primary key has to contain the partition key: (id, at)"))
                .anyMatch(c -> c.startsWith("1 of 1 statements get dearer"));
    }

    @Test
    void prints_sql_that_divides_the_table(Database db) {
        var decision = Objects.requireNonNull(only(db, RETENTION, REPORT, BY_ID).decision());
        var partitions = decision.choices().stream()
                .filter(c -> c.title().startsWith("partitions"))
                .findFirst()
                .orElseThrow();

        partitions.sql().forEach(db::execute);

        assertThat(db.column("select count(*) from \"Log book\" where at >= '2026-03-01' and at < '2026-04-01'"))
                .containsExactly("5580");
        assertThat(db.column("select count(*) from \"Log book_2026_03_01\"")).containsExactly("5580");
        assertThat(db.column("select count(*) from \"Log book_default\"")).containsExactly("0");
        db.execute("insert into \"Log book\" (kind) values ('north')");
        assertThat(db.column("select max(id) from \"Log book\"")).containsExactly("30001");
        assertThat(Looking.subjects(findings(db, RETENTION))).isEmpty();
        assertThat(Looking.subjects(findings(db, RETENTION, REPORT))).isEmpty();
    }

    @Test
    void proposes_a_list_where_most_statements_name_one_of_few_values(Database db) {
        var finding = only(
                db,
                "SELECT * FROM \"Te st\".\"Log book\" WHERE kind = 'north' AND body = 'y'",
                "SELECT count(*) FROM \"Te st\".\"Log book\" WHERE kind = 'south'");

        assertThat(finding.title()).endsWith("could be partitioned by list (kind)");
        var decision = Objects.requireNonNull(finding.decision());
        decision.choices().stream()
                .filter(c -> c.title().startsWith("partitions"))
                .findFirst()
                .orElseThrow()
                .sql()
                .forEach(db::execute);
        assertThat(db.column("select count(*) from \"Log book_south\"")).containsExactly("10000");
    }

    @Test
    void proposes_nothing_where_a_promise_would_break(Database db) {
        db.execute("create unique index on \"Log book\" (body, id)");

        assertThat(findings(db, RETENTION, REPORT)).isEmpty();
    }

    @Test
    void proposes_nothing_where_others_refer_to_the_rows(Database db) {
        db.execute("create table notes (log bigint references \"Log book\")");

        assertThat(findings(db, RETENTION, REPORT)).isEmpty();
    }

    @Test
    void proposes_nothing_without_retention_or_for_a_small_table(Database db) {
        assertThat(findings(db, REPORT, BY_ID)).isEmpty();
        assertThat(examine(analysed(db), Map.of(), RETENTION, REPORT)).isEmpty();
    }

    @Test
    void proposes_a_list_by_as_many_values_and_calls_as_the_user_says(Database db) {
        var statements = new String[] {
            "SELECT * FROM \"Te st\".\"Log book\" WHERE kind = 'north' AND body = 'y'",
            "SELECT count(*) FROM \"Te st\".\"Log book\" WHERE kind = 'south'",
            "SELECT count(*) FROM \"Te st\".\"Log book\" WHERE body = 'y'"
        };
        var catalog = analysed(db);

        assertThat(examine(catalog, Map.of(BYTES, 500_000.0), statements)).hasSize(1);
        assertThat(examine(catalog, Map.of(BYTES, 500_000.0, "partition-candidate.share", 0.7), statements))
                .isEmpty();
        assertThat(examine(catalog, Map.of(BYTES, 500_000.0, "partition-candidate.values", 3.0), statements))
                .hasSize(1);
        assertThat(examine(catalog, Map.of(BYTES, 500_000.0, "partition-candidate.values", 2.0), statements))
                .isEmpty();
    }

    @Test
    void is_silent_where_nothing_was_planned(Database db) {
        assertThat(examine(analysed(db), Map.of(BYTES, 0.0))).isEmpty();
    }

    @Test
    void proposes_nothing_by_a_key_that_may_be_null_or_was_never_analysed(Database db) {
        assertThat(examine(Looking.catalog(db), Map.of(BYTES, 500_000.0), RETENTION, REPORT))
                .isEmpty();

        db.execute("alter table \"Log book\" alter at drop not null");

        assertThat(findings(db, RETENTION, REPORT)).isEmpty();
    }

    @Test
    void proposes_nothing_where_rows_are_deleted_by_something_else(Database db) {
        assertThat(findings(db, "DELETE FROM \"Te st\".\"Log book\" WHERE id < 5", REPORT))
                .isEmpty();
        assertThat(findings(db, "DELETE FROM \"Te st\".\"Log book\" WHERE at > '2026-05-01'", REPORT))
                .isEmpty();
    }

    @Test
    void proposes_nothing_for_a_table_with_children_or_parents(Database db) {
        db.execute("create table \"Old log\" () inherits (\"Log book\")");

        assertThat(findings(db, RETENTION, REPORT)).isEmpty();

        db.execute("drop table \"Old log\"", "create table base (kind text)", "alter table \"Log book\" inherit base");

        assertThat(findings(db, RETENTION, REPORT)).isEmpty();
    }

    @Test
    void proposes_nothing_where_rows_exclude_each_other(Database db) {
        db.execute("alter table \"Log book\" add constraint once exclude using btree (id with =)");

        assertThat(findings(db, RETENTION, REPORT)).isEmpty();
    }

    @Test
    void proposes_nothing_where_others_refer_to_less_than_what_has_the_key(Database db) {
        db.execute(
                "alter table \"Log book\" add unique (id, at)",
                "create table notes (log bigint references \"Log book\")");

        assertThat(findings(db, RETENTION, REPORT)).isEmpty();
    }

    @Test
    void proposes_partitions_where_every_promise_has_the_key(Database db) {
        db.execute(
                "create unique index on \"Log book\" (at, id)",
                "create table places (id int primary key)",
                "create table visits (place int references places)");

        assertThat(findings(db, RETENTION, REPORT)).hasSize(1);

        db.execute(
                "alter table \"Log book\" drop constraint \"Log book_pkey\"",
                "alter table \"Log book\" add primary key (id, at)",
                "create table notes (log bigint, at timestamptz, foreign key (log, at) references \"Log book\")");

        assertThat(findings(db, RETENTION, REPORT)).hasSize(1);
    }

    @Test
    void counts_values_that_are_kept_out_of_line(Database db) {
        db.execute(
                "create table \"Wide\" (id bigint primary key, at timestamptz not null, body text)",
                "alter table \"Wide\" alter body set storage external",
                "insert into \"Wide\" select n, '2026-01-01'::timestamptz + n * interval '1 day', repeat('x', 5000)"
                        + " from generate_series(1, 200) n");

        assertThat(Looking.subjects(findings(
                        db,
                        "DELETE FROM \"Te st\".\"Wide\" WHERE at < '2026-02-01'",
                        "SELECT * FROM \"Te st\".\"Wide\" WHERE id = 7")))
                .containsExactly("\"Wide\"");
    }

    @Test
    void makes_stretches_so_long_that_there_are_some_dozens() {
        assertThat(stretches(6)).isEmpty();
        assertThat(stretches(7)).contains("by range (at) daily");
        assertThat(stretches(31)).contains("by range (at) daily");
        assertThat(stretches(32)).contains("by range (at) weekly");
        assertThat(stretches(120)).contains("by range (at) weekly");
        assertThat(stretches(121)).contains("by range (at) monthly");
        assertThat(stretches(1825)).contains("by range (at) monthly");
        assertThat(stretches(1826)).contains("by range (at) quarterly");
        assertThat(stretches(5475)).contains("by range (at) quarterly");
        assertThat(stretches(5476)).contains("by range (at) yearly");
        assertThat(divided("{\"2026-01-01 00:00:00+00\"}", 1.0)).isEmpty();
    }

    @Test
    void names_a_block_range_index_where_rows_lie_in_the_order_of_time() {
        assertThat(blockRanges(0.9)).isTrue();
        assertThat(blockRanges(-0.95)).isTrue();
        assertThat(blockRanges(0.89)).isFalse();
        assertThat(blockRanges(null)).isFalse();
    }

    @Test
    void proposes_no_list_of_values_that_are_many_or_one(Database db) {
        assertThat(findings(db, BY_ID)).isEmpty();

        db.execute("update \"Log book\" set kind = 'north' where kind = 'east'");
        assertThat(findings(db, NORTH, SOUTH)).hasSize(1);

        db.execute("update \"Log book\" set kind = 'north'");
        assertThat(findings(db, NORTH, SOUTH)).isEmpty();
    }

    @Test
    void proposes_no_list_of_which_the_statistics_know_a_part(Database db) {
        db.execute("alter table \"Log book\" alter kind set statistics 1");

        assertThat(findings(db, NORTH, SOUTH)).isEmpty();
    }

    @Test
    void proposes_no_list_of_yes_and_no(Database db) {
        db.execute(
                "alter table \"Log book\" add done boolean not null default false",
                "update \"Log book\" set done = id % 2 = 0");

        assertThat(findings(db, "SELECT * FROM \"Te st\".\"Log book\" WHERE done = true"))
                .isEmpty();
    }

    @Test
    void proposes_no_list_of_values_that_are_updated(Database db) {
        assertThat(findings(db, NORTH, SOUTH, "UPDATE \"Te st\".\"Log book\" SET kind = 'south' WHERE id = 5"))
                .isEmpty();
        assertThat(findings(db, NORTH, SOUTH, "UPDATE \"Te st\".\"Log book\" SET body = 'y' WHERE id = 5"))
                .hasSize(1);
    }

    @Test
    void counts_no_inserts_among_those_that_name_one_of_few_values(Database db) {
        assertThat(findings(
                        db,
                        NORTH,
                        SOUTH,
                        "INSERT INTO \"Te st\".\"Log book\" (kind, body) VALUES ('north', 'z')",
                        "INSERT INTO \"Te st\".\"Log book\" (kind, body) VALUES ('south', 'z')"))
                .hasSize(1);
    }

    @Test
    void proposes_nothing_by_a_time_of_which_some_rows_lie_thousands_of_years_ahead(Database db) {
        db.execute("update \"Log book\" set at = '9999-12-31' where id % 3 = 0");

        assertThat(findings(db, RETENTION, REPORT, BY_ID)).isEmpty();
        assertThat(stretches(20 * 365)).isPresent();
        assertThat(stretches(7000 * 365)).isEmpty();
    }

    /** How a table is divided whose rows reach back so many days. */
    private static Optional<String> stretches(int days) {
        var last = LocalDate.of(2026, 1, 1).plusDays(days);
        return divided("{\"2026-01-01 00:00:00+00\",\"%s 00:00:00+00\"}".formatted(last), 1.0)
                .map(Division::by);
    }

    /** Whether one is named where rows lie so much in the order of time. */
    private static boolean blockRanges(@Nullable Double correlation) {
        return divided("{\"2026-01-01 00:00:00+00\",\"2026-02-01 00:00:00+00\"}", correlation)
                .flatMap(Division::instead)
                .isPresent();
    }

    private static Optional<Division> divided(String bounds, @Nullable Double correlation) {
        var table = MadeTable.named("Log book")
                .column("at", "pg_catalog.timestamptz", 8)
                .made();
        var statistics = new ColumnStatistics(
                false, 0, 8, -1, null, null, bounds, correlation, null, null, null, null, null, null);
        return TimeDivision.of(
                Made.server().scene().catalog(),
                table,
                table.columns().getFirst().with(statistics));
    }

    private Finding only(Database db, String... statements) {
        var findings = findings(db, statements);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    /** As if tables of half a megabyte were large. */
    private List<Finding> findings(Database db, String... statements) {
        return examine(analysed(db), Map.of(BYTES, 500_000.0), statements);
    }

    private static Catalog analysed(Database db) {
        db.execute("vacuum analyze");
        return Looking.catalog(db);
    }

    private List<Finding> examine(Catalog catalog, Map<String, Double> thresholds, String... statements) {
        var questions = new ArrayList<Question>();
        for (var sql : statements) {
            questions.add(new Question(new Statement(sql, sql, List.of(), 10, 10, null), sql, 1, false));
        }
        try (var twin = Twin.build(catalog, Looking.shared())) {
            return rule.examine(Scene.of(catalog)
                    .at(Thresholds.of(thresholds, List.of(rule)))
                    .planning(Planned.of(twin, questions, RowSamples.NONE)));
        }
    }
}
