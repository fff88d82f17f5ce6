package io.howdah.engine.advise.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class FuturePartitionsRuleTest {

    private final FuturePartitionsRule rule = new FuturePartitionsRule();

    @Test
    void sees_a_table_that_runs_out_of_partitions_and_prints_the_next_ones(Database db) {
        db.execute(
                "create table \"Events\" (at timestamptz) partition by range (at)",
                "do $$ begin execute format('create table \"Events_1\" partition of \"Events\" for values from (%L) to (%L)',"
                        + " date_trunc('day', now()) - interval '7 days', date_trunc('day', now()) + interval '2 days'); end $$");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("CRITICAL \"Events\"");
        assertThat(findings.getFirst().title()).startsWith("the last partition of \"Te st\".\"Events\" ends on ");
        assertThat(findings.getFirst().why()).startsWith("There is no default partition");
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(db.column("select count(*) from pg_inherits")).containsExactly("4");
        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void is_milder_with_a_default_and_silent_about_what_ended_long_ago_or_later(Database db) {
        db.execute(
                "create table open (at date) partition by range (at)",
                "create table open_1 partition of open for values from ('2020-01-01') to ('2020-02-01')",
                "create table open_d partition of open default",
                "create table old (at date) partition by range (at)",
                "create table old_1 partition of old for values from ('2020-01-01') to ('2020-02-01')",
                "create table far (at date) partition by range (at)",
                "create table far_1 partition of far for values from ('2020-01-01') to ('2999-01-01')",
                "create table numbers (n int) partition by range (n)",
                "create table numbers_1 partition of numbers for values from (1) to (10)");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("WARNING open");
        assertThat(findings.getFirst().title())
                .startsWith("the last partition of \"Te st\".open has ended on 2020-02-01");
        assertThat(findings.getFirst().why()).startsWith("Rows after it land in the default partition");
    }

    @Test
    void goes_on_by_whole_months_where_the_last_one_was(Database db) {
        db.execute(
                "create table m (at timestamptz) partition by range (at)",
                "do $$ declare month timestamp = date_trunc('month', now() at time zone 'UTC'); begin"
                        + " execute format('create table m_1 partition of m for values from (%L) to (%L)',"
                        + " month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC'); end $$");

        var finding = Looking.with(rule, Looking.catalog(db), Map.of("future-partitions.days", 60.0))
                .getFirst();

        assertThat(Objects.requireNonNull(finding.decision())
                        .choices()
                        .getFirst()
                        .sql())
                .hasSize(3)
                .allMatch(sql -> sql.matches(
                        ".* FROM \\('\\d{4}-\\d\\d-01 00:00:00\\+00'\\) TO \\('\\d{4}-\\d\\d-01 00:00:00\\+00'\\)"));
    }
}
