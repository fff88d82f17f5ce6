package io.howdah.engine.advise.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
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
        assertThat(Looking.with(rule, Looking.catalog(db), unpruned, Map.of("unpruned-statement.share", 0.6)))
                .isEmpty();
    }
}
