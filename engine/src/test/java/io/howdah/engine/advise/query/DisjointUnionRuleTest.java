package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class DisjointUnionRuleTest {

    private static Forms forms;

    @BeforeAll
    static void posts_of_regions(Database db) {
        db.execute(
                "create collation caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "create table \"Posts\" (id bigint primary key, region text not null, score int, deleted_at timestamptz,"
                        + " pinned boolean not null, flag boolean, note text collate caseless)",
                "create table others (id bigint primary key, pinned boolean not null)",
                "insert into \"Posts\" (id, region, score, deleted_at, pinned) select i, (array['EU', 'US', 'ASIA'])[1 + i % 3], i % 50,"
                        + " case when i % 4 = 0 then now() end, i % 5 = 0 from generate_series(1, 3000) i",
                "analyze");
        db.execute("create table keyless (id bigint, region text not null)");
        forms = Forms.of(new DisjointUnionRule(), db);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "region = 'EU'; region = 'US'",
                "region in ('EU', 'US'); region = 'ASIA' and score > 3",
                "pinned; not pinned",
                "pinned = true; pinned = false",
                "pinned is true; pinned is false",
                "score < 10; score >= 10",
                "deleted_at is null; deleted_at is not null"
            })
    void writes_union_all_where_conditions_exclude_each_other(String one, String other) {
        var sql = "select id, region from \"Posts\" where %s union select id, region from \"Posts\" where %s"
                .formatted(one, other);

        assertThat(forms.of(sql)).contains("UNION ALL");
        assertThat(forms.sameRows(sql)).isPositive();
    }

    @Test
    void takes_no_star_for_a_constant() {
        assertThat(forms.refusal("select * from \"Posts\" where score > 40 union select * from \"Posts\" where pinned"))
                .contains("may have rows in common");
    }

    @Test
    void writes_union_all_where_a_constant_tells_the_parts_apart() {
        var sql = "select 'best' as kind, id from \"Posts\" where score > 40 union"
                + " select 'pinned', id from \"Posts\" where pinned order by 2, 1";

        assertThat(forms.sameRows(sql)).isEqualTo(540 + 600);
    }

    @Test
    void keeps_an_order_and_a_limit_of_the_whole() {
        var sql = "select * from \"Posts\" where region = 'EU' union select * from \"Posts\" where region = 'US'"
                + " order by id limit 7";

        assertThat(forms.sameRows(sql)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "id; region = 'EU'; pinned",
                "id; region = 'EU'; region in ('US', 'EU')",
                "id; region = $1; region = $2",
                "id; region = 'EU'; region <> 'US'",
                "id; score <= 10; score >= 10",
                "id; score < 10; score < 20",
                "id; score < 20; score > 10",
                "id; flag is not true; flag is not false",
                "id; flag is null; flag is not true"
            })
    void refuses_conditions_that_a_row_may_meet_both_of(String columns, String one, String other) {
        var sql = "select %s from \"Posts\" where %s union select %s from \"Posts\" where %s"
                .formatted(columns, one, columns, other);

        assertThat(forms.refusal(sql)).contains("may have rows in common");
    }

    @Test
    void refuses_parts_that_give_out_no_key_since_equal_rows_are_then_left_out() {
        var sql = "select region, score from \"Posts\" where region = 'EU' union"
                + " select region, score from \"Posts\" where region = 'US'";

        assertThat(forms.refusal(sql)).contains("may hold equal rows itself");
    }

    @Test
    void leaves_other_set_operations_alone() {
        assertThat(forms.refusal(
                        "select id from \"Posts\" where pinned union all select id from \"Posts\" where not pinned"))
                .isEmpty();
        assertThat(forms.refusal(
                        "select id from \"Posts\" where pinned except select id from \"Posts\" where not pinned"))
                .isEmpty();
    }

    @Test
    void refuses_tables_whose_rows_may_be_equal() {
        assertThat(forms.refusal(
                        "select id from keyless where region = 'EU' union select id from keyless where region = 'US'"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select id from \"Posts\" where pinned union select id from others where not pinned",
                "select id, score from \"Posts\" where pinned union select score, id from \"Posts\" where not pinned",
                "select 'a', id from \"Posts\" union select 'a', id from \"Posts\"",
                "select 'a', id from \"Posts\" union select 'a ', id from \"Posts\"",
                "select 'a', id from \"Posts\" union select e'b', id from \"Posts\"",
                "select id from \"Posts\" where note = 'a' union select id from \"Posts\" where note = 'A'",
                "select id from \"Posts\" where region not in ('EU') union select id from \"Posts\" where region = 'US'",
                "select id from \"Posts\" where region in ('EU', $1) union select id from \"Posts\" where region = 'US'",
                "select id from \"Posts\" where region < 'EU' union select id from \"Posts\" where region > 'US'",
                "select id from \"Posts\" where deleted_at is null union select id from \"Posts\" where deleted_at is null",
                "select id from \"Posts\" where pinned union select id from \"Posts\" where id < 3"
            })
    void refuses_parts_that_may_have_a_row_in_common(String sql) {
        assertThat(forms.refusal(sql)).contains("may have rows in common");
    }

    @Test
    void knows_rows_that_are_distinct_without_a_key() {
        assertThat(forms.sameRows(
                        "select distinct 'a', region from \"Posts\" union select distinct 'b', region from \"Posts\""))
                .isEqualTo(6);
    }

    @Test
    void refuses_parts_that_are_no_rows_of_one_table() {
        for (var part : List.of(
                "select p.id from \"Posts\" p, keyless k",
                "select count(*) from \"Posts\"",
                "select 1",
                "values (1)")) {
            assertThat(forms.refusal("select id from \"Posts\" union " + part))
                    .as(part)
                    .contains("no plain query of one table");
        }
        assertThat(forms.refusal("with w as (select 1) select id from \"Posts\" where pinned"
                        + " union select id from \"Posts\" where not pinned"))
                .isEmpty();
    }
}
