package io.howdah.engine.advise.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Planned;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.RowSamples;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class UnprunedStatementRuleTest {

    private final UnprunedStatementRule rule = new UnprunedStatementRule();

    @Test
    void sees_statements_that_read_every_partition(Database db) {
        db.execute(
                "create table \"Logs\" (id int, \"At\" date) partition by range (\"At\")",
                "create table l1 partition of \"Logs\" for values from ('2026-01-01') to ('2026-02-01')",
                "create table l2 partition of \"Logs\" default",
                "create table days (d date)");

        var findings = Looking.with(
                rule,
                Looking.catalog(db),
                Looking.workload(
                        "select * from \"Te st\".\"Logs\" where id = $1",
                        "select * from \"Te st\".\"Logs\" l where date_trunc('day', l.\"At\") = $1",
                        "select * from \"Te st\".\"Logs\" where \"At\" >= $1 and id = $2",
                        "select * from \"Te st\".\"Logs\" where \"At\" between $1 and $2",
                        "select * from \"Te st\".\"Logs\" l join \"Te st\".days d on d.d = l.\"At\"",
                        "insert into \"Te st\".\"Logs\" values ($1, $2)",
                        "select * from \"Te st\".days"),
                Map.of());

        assertThat(findings)
                .extracting(f -> f.evidence().getFirst().text())
                .hasSize(2)
                .allMatch(t -> t.contains("where id = $1") || t.contains("date_trunc"));
        assertThat(findings.getFirst().cost().timeShare()).isEqualTo(1 / 7.0);
    }

    @Test
    void goes_by_the_plan_where_there_is_one(Database db) {
        db.execute(
                "create table \"Logs\" (id int, \"At\" date) partition by range (\"At\")",
                "create table l1 partition of \"Logs\" for values from ('2026-01-01') to ('2026-02-01')",
                "create table l2 partition of \"Logs\" default",
                "analyze");

        assertThat(Looking.planning(
                        rule,
                        db,
                        "select * from \"Te st\".\"Logs\" where \"At\" = '2026-01-07' or \"At\" = '2026-01-08'",
                        "select * from \"Te st\".\"Logs\" where ('2026-01-07') = \"At\" and id = 1"))
                .isEmpty();
        assertThat(Looking.planning(rule, db, "select * from \"Te st\".\"Logs\" where \"At\" = '2026-01-07' or id = 2"))
                .hasSize(1);
    }

    @Test
    void is_silent_about_joins_the_other_way_round_and_rare_statements(Database db) {
        db.execute(
                "create table \"Logs\" (id int, \"At\" date) partition by range (\"At\")",
                "create table l1 partition of \"Logs\" for values from ('2026-01-01') to ('2026-02-01')",
                "create table l2 partition of \"Logs\" default",
                "create table days (d date, id int)");
        var joined = Looking.workload("select * from \"Te st\".\"Logs\" l join \"Te st\".days d on l.\"At\" = d.d");
        var elsewhere = Looking.workload("select * from \"Te st\".\"Logs\" l join \"Te st\".days d on d.id = l.id");
        var unpruned =
                Looking.workload("select * from \"Te st\".\"Logs\" where id = $1", "select * from \"Te st\".days");

        assertThat(Looking.with(rule, Looking.catalog(db), joined, Map.of())).isEmpty();
        assertThat(Looking.with(rule, Looking.catalog(db), elsewhere, Map.of())).hasSize(1);
        assertThat(Looking.with(rule, Looking.catalog(db), unpruned, Map.of("unpruned-statement.share", 0.5)))
                .hasSize(1);
        assertThat(Looking.with(rule, Looking.catalog(db), unpruned, Map.of("unpruned-statement.share", 0.6)))
                .isEmpty();
    }

    @Test
    void is_silent_where_the_key_is_compared_in_whatever_way(Database db) {
        logs(db);

        assertThat(Looking.with(
                        rule,
                        Looking.catalog(db),
                        Looking.workload(
                                "select * from \"Te st\".\"Logs\" where \"At\" = $1",
                                "select * from \"Te st\".\"Logs\" where \"At\" = any ($1)",
                                "select * from \"Te st\".\"Logs\" where \"At\" in ($1, $2)",
                                "select * from \"Te st\".\"Logs\" where \"At\" < $1",
                                "select * from \"Te st\".\"Logs\" where \"At\" <= $1",
                                "select * from \"Te st\".\"Logs\" where \"At\" > $1"),
                        Map.of()))
                .isEmpty();
    }

    @Test
    void is_silent_where_the_key_is_no_column_or_there_is_one_partition(Database db) {
        db.execute(
                "create table pairs (a int, b int) partition by range (a, b)",
                "create table p1 partition of pairs for values from (1, 1) to (2, 1)",
                "create table p2 partition of pairs for values from (2, 1) to (3, 1)",
                "create table lowered (c text) partition by list (lower(c))",
                "create table c1 partition of lowered for values in ('a')",
                "create table c2 partition of lowered default",
                "create table single (id int, at date) partition by range (at)",
                "create table s1 partition of single default");

        assertThat(Looking.with(
                        rule,
                        Looking.catalog(db),
                        Looking.workload(
                                "select * from \"Te st\".pairs",
                                "select * from \"Te st\".lowered",
                                "select * from \"Te st\".single"),
                        Map.of()))
                .isEmpty();
    }

    @Test
    void is_silent_about_a_partition_that_is_partitioned_itself(Database db) {
        db.execute(
                "create table \"Logs\" (id int, \"At\" date) partition by range (\"At\")",
                "create table l1 partition of \"Logs\" for values from ('2026-01-01') to ('2026-02-01') partition by list (id)",
                "create table l1a partition of l1 for values in (1)",
                "create table l1b partition of l1 default",
                "create table l2 partition of \"Logs\" default");

        assertThat(Looking.with(
                        rule,
                        Looking.catalog(db),
                        Looking.workload("select * from \"Te st\".l1 where \"At\" = $1"),
                        Map.of()))
                .isEmpty();
    }

    @Test
    void is_silent_where_no_times_are_known(Database db) {
        logs(db);
        var untimed = workload(new Statement("1", "select * from \"Te st\".\"Logs\"", List.of(), 1000, 0, null));

        assertThat(Looking.with(rule, Looking.catalog(db), untimed, Map.of())).isEmpty();
    }

    @Test
    void sees_a_join_by_a_column_of_the_same_name_of_other_tables(Database db) {
        logs(db);
        db.execute("create table days (id int, \"At\" date)", "create table others (d date)");

        assertThat(Looking.with(
                        rule,
                        Looking.catalog(db),
                        Looking.workload("select * from \"Te st\".\"Logs\" l join \"Te st\".days d on d.id = l.id"
                                + " join \"Te st\".others o on o.d = d.\"At\""),
                        Map.of()))
                .hasSize(1);
    }

    @Test
    void is_silent_where_a_plan_joins_by_the_key(Database db) {
        logs(db);
        db.execute("create table days (d date)", "analyze");

        assertThat(Looking.planning(
                        rule,
                        db,
                        "select * from \"Te st\".\"Logs\" l join \"Te st\".days d on d.d = l.\"At\" where l.id = 1"))
                .isEmpty();
    }

    @Test
    void goes_by_the_text_where_the_plan_knows_no_values(Database db) {
        logs(db);
        db.execute("analyze");
        var sql = "select * from \"Te st\".\"Logs\" where \"At\" = $1::date and id = $2::int";
        var statement = new Statement("1", sql, List.of(), 1000, 1000, null);
        var catalog = Looking.catalog(db);

        try (var twin = Twin.build(catalog, Looking.shared())) {
            var planned = Planned.of(twin, List.of(new Question(statement, sql, 0, true)), RowSamples.NONE);

            assertThat(planned.forms()).hasSize(1);
            assertThat(rule.examine(Scene.of(catalog, workload(statement)).planning(planned)))
                    .isEmpty();
        }
    }

    private static void logs(Database db) {
        db.execute(
                "create table \"Logs\" (id int, \"At\" date) partition by range (\"At\")",
                "create table l1 partition of \"Logs\" for values from ('2026-01-01') to ('2026-02-01')",
                "create table l2 partition of \"Logs\" default");
    }

    private static Workload workload(Statement statement) {
        return new Workload("test", null, Instant.EPOCH, List.of(statement), List.of());
    }

    @Test
    void knows_values_that_are_neither_parameters_nor_bare_constants(Database db) {
        db.execute(
                "create table logs (id int, at date) partition by range (at)",
                "create table l1 partition of logs for values from ('2026-01-01') to ('2026-02-01')",
                "create table l2 partition of logs default");

        for (var condition : List.of(
                "at is null",
                "at >= current_date",
                "at = date $1",
                "at = date '2026-01-07'",
                "at > localtimestamp",
                "at = - $1")) {
            assertThat(Looking.with(
                            rule,
                            Looking.catalog(db),
                            Looking.workload("select * from \"Te st\".logs where " + condition),
                            Map.of()))
                    .as(condition)
                    .isEmpty();
        }
        assertThat(Looking.with(
                        rule,
                        Looking.catalog(db),
                        Looking.workload("select * from \"Te st\".logs where at = id - $1"),
                        Map.of()))
                .hasSize(1);
    }
}
