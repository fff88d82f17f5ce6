package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class DefeatedIndexRuleTest {

    private final DefeatedIndexRule rule = new DefeatedIndexRule();

    @BeforeEach
    void orders(Database db) {
        db.execute(
                "create table \"Orders\" (id int primary key, placed timestamp not null, code varchar(20), note text)",
                "insert into \"Orders\" select i, '2026-01-01'::timestamp + i * interval '1 minute', 'c' || i, 'n'"
                        + " from generate_series(1, 20000) i",
                "create index placed on \"Orders\" (placed)",
                "create index code on \"Orders\" (code)",
                "analyze");
    }

    @Test
    void sees_a_cast_that_nobody_wrote(Database db) {
        var finding = only(db, "SELECT * FROM \"Te st\".\"Orders\" WHERE id = 77.0");

        assertThat(finding.title())
                .isEqualTo("compares id (integer) as numeric, so that index Orders_pkey cannot serve");
        assertThat(finding.why()).contains("Bind the value as integer");
        assertThat(finding.evidence().getFirst().text()).doesNotContain("77");
    }

    @Test
    void keeps_silent_on_plain_columns_that_the_planner_reads_without_their_index(Database db) {
        assertThat(findings(db, where("id > 1", "1 < id", "id <> 77"))).isEmpty();
    }

    @Test
    void sees_functions_and_casts_around_an_indexed_column(Database db) {
        assertThat(only(db, "SELECT * FROM \"Te st\".\"Orders\" WHERE date_trunc('day', placed) = '2026-01-03'")
                        .title())
                .isEqualTo("compares what it makes of placed, so that index placed cannot serve");
        assertThat(only(db, "SELECT * FROM \"Te st\".\"Orders\" WHERE placed::date = '2026-01-03'")
                        .title())
                .isEqualTo("compares what it makes of placed, so that index placed cannot serve");
    }

    @Test
    void tells_a_cast_that_was_written_from_one_that_was_not(Database db) {
        assertThat(findings(db, where("id::numeric = 77", "CAST(id AS numeric) = 77", "(id)::numeric = 77")))
                .hasSize(3)
                .allMatch(f -> f.title().startsWith("compares what it makes of id"));
    }

    @Test
    void sees_a_constant_on_the_left_a_list_and_the_text_of_a_number(Database db) {
        assertThat(findings(
                        db,
                        where(
                                "'2026-01-03' = date_trunc('day', placed)",
                                "placed::date IN ('2026-01-03', '2026-01-04')",
                                "id::text = '77'")))
                .hasSize(3);
    }

    @Test
    void keeps_silent_on_comparisons_that_no_index_could_serve(Database db) {
        db.execute(
                "create index hashed on \"Orders\" using hash (note)",
                "create index partly on \"Orders\" (note) where id > 0",
                "create index behind on \"Orders\" (id, note)");
        assertThat(findings(
                        db,
                        where(
                                "lower(note) = 'x'",
                                "lower(code) = note",
                                "lower(code) IN (note, 'x')",
                                "lower(code || placed) = 'x'",
                                "code || 'x' LIKE 'c77%'",
                                "abs(id) <> ALL ('{1,2}') AND note = 'x'",
                                "(code > 'zz') = true",
                                "placed > '2030-01-01'")))
                .isEmpty();
    }

    @Test
    void keeps_silent_on_small_tables_and_where_many_rows_are_left(Database db) {
        db.execute(
                "create table small (id int primary key)",
                "insert into small select generate_series(1, 5000)",
                "analyze small");

        assertThat(findings(
                        db,
                        "SELECT * FROM \"Te st\".small WHERE id = 77.0",
                        "SELECT * FROM \"Te st\".\"Orders\" WHERE abs(id) > 7"))
                .isEmpty();
    }

    @Test
    void keeps_silent_where_the_cast_of_a_text_is_the_text(Database db) {
        db.execute("create index pattern on \"Orders\" (code text_pattern_ops)", "drop index code");

        assertThat(findings(db, "SELECT * FROM \"Te st\".\"Orders\" WHERE code > 'zz'"))
                .isEmpty();
    }

    @Test
    void keeps_silent_where_the_index_serves_or_none_is_there(Database db) {
        assertThat(findings(
                        db,
                        "SELECT * FROM \"Te st\".\"Orders\" WHERE id = 77",
                        "SELECT * FROM \"Te st\".\"Orders\" WHERE code = 'c7'",
                        "SELECT * FROM \"Te st\".\"Orders\" WHERE placed >= '2026-01-03' AND placed < '2026-01-04'",
                        "SELECT * FROM \"Te st\".\"Orders\" WHERE lower(note) = 'x'"))
                .isEmpty();
    }

    @Test
    void keeps_silent_where_the_only_index_is_broken(Database db) {
        assertThatThrownBy(() -> db.execute("create unique index concurrently broken on \"Orders\" (note)"));

        assertThat(findings(db, where("lower(note) = 'x'"))).isEmpty();
    }

    @Test
    void keeps_silent_on_less_than_a_hundredth_of_the_time(Database db) {
        assertThat(Looking.planning(rule, db, spent(9))).isEmpty();
        assertThat(Looking.planning(rule, db, spent(10))).hasSize(1);
    }

    /** A cast that nobody wrote, which took so many of a thousand milliseconds. */
    private static Workload spent(double ms) {
        var defeated = where("id = 77.0")[0];
        var other = "SELECT count(*) FROM \"Te st\".\"Orders\"";
        return new Workload(
                "test",
                null,
                Instant.EPOCH,
                List.of(
                        new Statement(defeated, defeated, List.of(), 1, ms, null),
                        new Statement(other, other, List.of(), 1, 1000 - ms, null)),
                List.of());
    }

    private static String[] where(String... conditions) {
        return Stream.of(conditions)
                .map(c -> "SELECT * FROM \"Te st\".\"Orders\" WHERE " + c)
                .toArray(String[]::new);
    }

    private Finding only(Database db, String statement) {
        var findings = findings(db, statement);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private List<Finding> findings(Database db, String... statements) {
        return Looking.planning(rule, db, statements);
    }
}
