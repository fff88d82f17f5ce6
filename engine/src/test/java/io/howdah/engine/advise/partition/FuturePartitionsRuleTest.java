package io.howdah.engine.advise.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
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

    @Test
    void sees_one_that_ended_lately_without_a_default(Database db) {
        db.execute(
                "create table late (at timestamptz) partition by range (at)",
                "do $$ begin execute format('create table late_1 partition of late for values from (%L) to (%L)',"
                        + " date_trunc('day', now()) - interval '10 days', date_trunc('day', now()) - interval '3 days'); end $$");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("CRITICAL late");
        assertThat(findings.getFirst().title()).startsWith("the last partition of \"Te st\".late has ended on ");
    }

    @Test
    void looks_as_many_days_ahead_as_the_user_says(Database db) {
        db.execute(
                "create table t (at timestamptz) partition by range (at)",
                "do $$ begin execute format('create table t_1 partition of t for values from (%L) to (%L)',"
                        + " date_trunc('day', now()), date_trunc('day', now()) + interval '10 days'); end $$");
        var catalog = Looking.catalog(db);

        assertThat(Looking.with(rule, catalog)).hasSize(1);
        assertThat(Looking.with(rule, catalog, Map.of("future-partitions.days", 7.0)))
                .isEmpty();
    }

    @Test
    void is_silent_about_lists_tables_without_partitions_and_ranges_without_end(Database db) {
        db.execute(
                "create table kinds (k text) partition by list (k)",
                "create table kinds_a partition of kinds for values in ('2020-01-01')",
                "create table bare (at date) partition by range (at)",
                "create table endless (at date) partition by range (at)",
                "create table endless_1 partition of endless for values from ('2020-01-01') to (maxvalue)");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void goes_on_by_the_length_of_the_last_one_where_it_was_no_whole_months(Database db) {
        db.execute(
                "create table t (at date) partition by range (at)",
                "create table t_1 partition of t for values from ('2020-01-01') to ('2020-02-15')",
                "create table t_rest partition of t default");

        assertThat(next(Looking.with(rule, db).getFirst()))
                .hasSize(3)
                .startsWith("CREATE TABLE \"Te st\".t_2020_02_15 PARTITION OF \"Te st\".t"
                        + " FOR VALUES FROM ('2020-02-15 00:00:00+00') TO ('2020-03-31 00:00:00+00')");
    }

    @Test
    void goes_on_by_the_months_of_the_database_through_summer_time(Database db) {
        db.execute(
                "alter database \"%s\" set timezone = 'Europe/Berlin'".formatted(db.name()),
                "create table t (at timestamptz) partition by range (at)",
                "create table t_6 partition of t for values from ('2020-06-01 00:00:00+02') to ('2020-07-01 00:00:00+02')",
                "create table t_11 partition of t for values from ('2020-11-01 00:00:00+01') to ('2020-12-01 00:00:00+01')",
                "create table t_rest partition of t default");

        var finding = Looking.with(rule, db).getFirst();

        assertThat(finding.title()).isEqualTo("the last partition of \"Te st\".t has ended on 2020-12-01T00:00+01:00");
        assertThat(ranges(finding))
                .containsExactly(
                        "t_2020_12_01 ('2020-11-30 23:00:00+00') TO ('2020-12-31 23:00:00+00')",
                        "t_2021_01_01 ('2020-12-31 23:00:00+00') TO ('2021-01-31 23:00:00+00')",
                        "t_2021_02_01 ('2021-01-31 23:00:00+00') TO ('2021-02-28 23:00:00+00')");

        db.execute(
                "drop table t_11",
                "create table t_2 partition of t for values from ('2021-02-01 00:00:00+01') to ('2021-03-01 00:00:00+01')");
        assertThat(ranges(Looking.with(rule, db).getFirst()))
                .startsWith("t_2021_03_01 ('2021-02-28 23:00:00+00') TO ('2021-03-31 22:00:00+00')");
    }

    @Test
    void goes_on_by_the_months_of_another_clock_than_the_database_has(Database db) {
        db.execute(
                "create table t (at timestamptz) partition by range (at)",
                "create table t_10 partition of t for values from ('2020-10-01 00:00:00+02') to ('2020-11-01 00:00:00+01')",
                "create table t_rest partition of t default",
                "create table w (at timestamptz) partition by range (at)",
                "create table w_1 partition of w for values from ('2020-01-01 00:00:00-05') to ('2020-02-01 00:00:00-05')",
                "create table w_rest partition of w default");

        var findings = Looking.with(rule, db);

        assertThat(ranges(findings.getFirst()))
                .startsWith("t_2020_11_01 ('2020-10-31 23:00:00+00') TO ('2020-11-30 23:00:00+00')");
        assertThat(ranges(findings.getLast()))
                .startsWith("w_2020_02_01 ('2020-02-01 05:00:00+00') TO ('2020-03-01 05:00:00+00')");
    }

    @Test
    void keeps_to_utc_where_only_winter_is_the_same_in_the_database(Database db) {
        db.execute(
                "alter database \"%s\" set timezone = 'Europe/London'".formatted(db.name()),
                "create table t (at timestamptz) partition by range (at)",
                "create table t_6 partition of t for values from ('2020-06-01 00:00:00+00') to ('2020-07-01 00:00:00+00')",
                "create table t_1 partition of t for values from ('2021-01-01 00:00:00+00') to ('2021-02-01 00:00:00+00')",
                "create table t_rest partition of t default");

        assertThat(ranges(Looking.with(rule, db).getFirst()))
                .endsWith(
                        "t_2021_03_01 ('2021-03-01 00:00:00+00') TO ('2021-04-01 00:00:00+00')",
                        "t_2021_04_01 ('2021-04-01 00:00:00+00') TO ('2021-05-01 00:00:00+00')");
    }

    @Test
    void takes_times_without_a_zone_as_they_stand(Database db) {
        db.execute(
                "alter database \"%s\" set timezone = 'Europe/Berlin'".formatted(db.name()),
                "create table t (at timestamp) partition by range (at)",
                "create table t_11 partition of t for values from ('2020-11-29 23:00:00') to ('2020-11-30 23:00:00')",
                "create table t_rest partition of t default");

        var finding = Looking.with(rule, db).getFirst();

        assertThat(finding.title()).endsWith(" has ended on 2020-11-30T23:00Z");
        assertThat(ranges(finding)).startsWith("t_2020_11_30 ('2020-11-30 23:00:00+00') TO ('2020-12-01 23:00:00+00')");
    }

    /** The next partitions by their names without the schema, and their bounds. */
    private static List<String> ranges(Finding finding) {
        return next(finding).stream()
                .map(sql ->
                        sql.replace("CREATE TABLE \"Te st\".", "").replaceFirst("PARTITION OF .* FOR VALUES FROM ", ""))
                .toList();
    }

    @Test
    void names_no_next_ones_where_the_last_one_has_no_beginning(Database db) {
        db.execute(
                "create table t (at date) partition by range (at)",
                "create table t_1 partition of t for values from (minvalue) to ('2020-02-01')",
                "create table t_rest partition of t default");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("WARNING t");
        assertThat(next(findings.getFirst())).isEmpty();
    }

    private static List<String> next(Finding finding) {
        return Objects.requireNonNull(finding.decision()).choices().getFirst().sql();
    }

    @Test
    void is_silent_about_a_part_that_is_divided_to_its_own_end(Database db) {
        db.execute(
                "create table e (at date) partition by range (at)",
                "create table e_1 partition of e for values from ('2020-01-01') to ('2999-01-01') partition by range (at)",
                "do $$ begin execute format('create table e_1_1 partition of e_1 for values from (%L) to (%L)',"
                        + " current_date - 10, current_date); end $$");
        assertThat(Looking.subjects(Looking.with(rule, db))).containsExactly("e_1");

        db.execute(
                "drop table e_1",
                "do $$ begin execute format('create table e_1 partition of e for values from (%L) to (%L)"
                        + " partition by range (at)', current_date - 10, current_date);"
                        + " execute format('create table e_1_1 partition of e_1 for values from (%L) to (%L)',"
                        + " current_date - 10, current_date); end $$",
                "create table e_2 partition of e for values from ('2990-01-01') to ('2999-01-01')");
        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void names_the_hour_where_a_day_has_several(Database db) {
        db.execute(
                "create table h (at timestamptz) partition by range (at)",
                "do $$ declare hour timestamptz = date_trunc('hour', now()); begin"
                        + " execute format('create table h_1 partition of h for values from (%L) to (%L)',"
                        + " hour, hour + interval '1 hour'); end $$");

        Objects.requireNonNull(Looking.with(rule, db).getFirst().decision())
                .choices()
                .getFirst()
                .sql()
                .forEach(db::execute);

        assertThat(db.column("select count(*) from pg_inherits")).containsExactly("4");
    }
}
