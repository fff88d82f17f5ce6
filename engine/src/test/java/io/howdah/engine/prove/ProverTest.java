package io.howdah.engine.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.Time;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PostgresTest
class ProverTest {

    private static Database database;

    @BeforeAll
    static void numbers(Database db) {
        db.execute(
                "create table numbers (n int, t text)",
                "insert into numbers select i / 2, case when i % 3 > 0 then 't' || i end from generate_series(1, 400) i",
                "create function harm() returns int language sql volatile as 'select 1'");
        database = db;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "select n from numbers; select distinct n from numbers; there were 400 rows and then 201",
                "select n from numbers; select n + 1 as n from numbers; of 400 rows some were others",
                "select n from numbers; select n::bigint from numbers; the columns were [n int4] and then [n int8]",
                "select n from numbers; select n as m from numbers; the columns were [n int4] and then [m int4]",
                "select n, t from numbers where t is null; select n, 'x' as t from numbers where t is null;"
                        + " of 133 rows some were others",
                "select n from numbers order by n; select n from numbers order by n desc; the rows came in another order"
            })
    void sees_other_rows(String before, String after, String difference) {
        assertThat(prove(before, after)).isEqualTo(new Outcome.OtherRows(difference));
    }

    @Test
    void takes_rows_as_a_multiset_where_the_statement_has_no_order() {
        assertThat(prove("select n, t from numbers", "select n, t from numbers order by t desc nulls last, n"))
                .isInstanceOf(Outcome.SameRows.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "select harm(); it calls harm, which is volatile",
                "select pg_sleep(9); it calls pg_sleep, which is volatile",
                "select n from numbers for update; it changes or locks rows",
                "with d as (delete from numbers returning n) select n from d; it changes or locks rows",
                "update numbers set n = 1; it does not read",
                "select n from numbers where n = $1; no values are known for its parameters"
            })
    void does_not_run_what_might_do_more_than_read(String sql, String reason) {
        assertThat(prove(sql, sql)).isEqualTo(new Outcome.NotRun(reason));
    }

    @Test
    void times_a_statement_under_other_settings_where_they_change_its_plan() {
        var sql = "select a.n from numbers a join numbers b on a.n = b.n";
        var outcome = prover(ProofOptions.DEFAULT)
                .prove(
                        List.of(Trial.under(Map.of("enable_hashjoin", "off", "enable_mergejoin", "off"), sql)),
                        List.of());

        assertThat(outcome).isInstanceOfSatisfying(Outcome.SameRows.class, same -> {
            assertThat(same.whole().beforeMs())
                    .isPositive()
                    .isLessThan(same.whole().afterMs());
            assertThat(same.isFaster()).isFalse();
        });
    }

    @Test
    void runs_nothing_where_other_settings_leave_the_plan_as_it_is() {
        assertThat(prover(ProofOptions.DEFAULT)
                        .prove(List.of(Trial.under(Map.of("work_mem", "1GB"), "select n from numbers")), List.of()))
                .isEqualTo(new Outcome.NotRun("the server takes the same plan under both"));
    }

    @Test
    void explains_what_only_reads_and_nothing_else() {
        assertThat(prover(ProofOptions.DEFAULT).explain("select n from numbers where n = 7"))
                .isInstanceOfSatisfying(
                        Explanation.Ran.class,
                        ran -> assertThat(ran.plan()).contains("Actual Rows", "Shared Hit Blocks"));
        assertThat(prover(ProofOptions.DEFAULT).explain("delete from numbers"))
                .isEqualTo(new Explanation.Refused("it does not read"));
        assertThat(prover(ProofOptions.DEFAULT.timeout(Duration.ofMillis(200)))
                        .explain("select count(*) from numbers a, numbers b, numbers c, numbers d"))
                .isEqualTo(new Explanation.Refused("it took longer than the time that was given"));
    }

    @Test
    void ends_what_takes_too_long() {
        var long0 = "select count(*) from numbers a, numbers b, numbers c, numbers d";
        var outcome = prover(ProofOptions.DEFAULT.timeout(Duration.ofMillis(200)))
                .prove(List.of(new Trial(long0, long0, 1)), List.of());

        assertThat(outcome).isEqualTo(new Outcome.NotRun("it took longer than the time that was given"));
    }

    @Test
    void calls_a_form_faster_only_by_more_than_chance() {
        assertThat(faster(10, 9.5)).isFalse();
        assertThat(faster(10, 8.9)).isTrue();
        assertThat(new Outcome.SameRows(List.of(new Outcome.Timing(0.9, 10, 1, 1), new Outcome.Timing(0.1, 2, 4, 1)))
                        .isFaster())
                .isFalse();
    }

    private static boolean faster(double before, double after) {
        return new Outcome.SameRows(List.of(new Outcome.Timing(1, before, after, 1))).isFaster();
    }

    private static Outcome prove(String before, String after) {
        return prover(ProofOptions.DEFAULT).prove(List.of(new Trial(before, after, 1)), List.of());
    }

    private static Prover prover(ProofOptions options) {
        return Prover.reading(Servers.sessions(database), "\"Te st\"", options, Time.SYSTEM);
    }
}
