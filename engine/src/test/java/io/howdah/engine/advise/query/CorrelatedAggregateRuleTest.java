package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.prove.Outcome;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class CorrelatedAggregateRuleTest {

    private static Forms forms;

    @BeforeAll
    static void people_and_orders(Database db) {
        db.execute(
                "create table people (id int primary key, name text)",
                "create table orders (id int primary key, person int, total int)",
                "create table wide (id int primary key, person bigint)",
                "insert into people select i, 'p' || i % 30 from generate_series(1, 200) i",
                "insert into orders select i, i % 60, i % 9 from generate_series(1, 3000) i",
                "analyze");
        forms = Forms.of(new CorrelatedAggregateRule(), db);
    }

    @Test
    void groups_once_and_is_measured_faster_without_an_index() {
        var sql = "select p.id, p.name, (select count(*) from orders o where o.person = p.id and o.total > 2) as n"
                + " from people p where p.name <> 'p3' order by p.id";
        var outcome = (Outcome.SameRows) forms.run(sql);

        assertThat(forms.of(sql))
                .contains("LEFT JOIN (SELECT o.person AS tie")
                .contains("coalesce(grouped.value, 0) AS n");
        assertThat(outcome.whole().rows()).isEqualTo(193);
        assertThat(outcome.isFaster()).isTrue();
    }

    @Test
    void leaves_a_sum_without_rows_null() {
        assertThat(forms.sameRows(
                        "select id, (select sum(o.total) from orders o where people.id = o.person) from people"))
                .isEqualTo(200);
    }

    @Test
    void refuses_ties_by_more_than_one_equality() {
        assertThat(forms.refusal("select id, (select count(*) from orders o where o.person > p.id) from people p"))
                .contains("more than one equality");
        assertThat(
                        forms.refusal(
                                "select id, (select count(*) from orders o where o.person = p.id and o.total = p.id) from people p"))
                .contains("more than one equality");
    }

    @Test
    void leaves_a_few_rows_and_queries_for_rows_alone() {
        assertThat(forms.refusal(
                        "select id, (select count(*) from orders o where o.person = p.id) from people p limit 5"))
                .isEmpty();
        assertThat(forms.refusal("select id, (select o.id from orders o where o.person = p.id limit 1) from people p"))
                .contains("no plain aggregate");
    }

    @Test
    void refuses_ties_between_types_and_aggregates_of_the_outer_row() {
        assertThat(forms.refusal("select id, (select count(*) from wide w where w.person = p.id) from people p"))
                .contains("more than one equality");
        assertThat(forms.refusal(
                        "select id, (select sum(o.total + p.id) from orders o where o.person = p.id) from people p"))
                .contains("more than one equality");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select id, (select string_agg(o.id::text, ',') from orders o where o.person = p.id) from people p",
                "select id, (select count(*) from orders o, people q where o.person = p.id) from people p",
                "select id, (select count(*) from orders o where o.person = p.id group by o.total) from people p",
                "select id, (select count(*) from orders o where o.person = p.id having count(*) > 1) from people p",
                "select id, (select distinct count(*) from orders o where o.person = p.id) from people p",
                "select id, (select count(*) from orders o where o.person = p.id limit 1) from people p",
                "select id, (select count(*), sum(o.id) from orders o where o.person = p.id) from people p",
                "select id, (select o.total from orders o where o.person = p.id) from people p",
                "select id, (select sum((select 1)) from orders o where o.person = p.id) from people p"
            })
    void refuses_what_is_no_plain_aggregate(String sql) {
        assertThat(forms.refusal(sql)).contains("no plain aggregate");
    }

    @Test
    void refuses_a_name_that_both_have_and_a_tie_to_more_than_a_column() {
        assertThat(forms.refusal("select id, (select count(*) from people where name = people.name) from people"))
                .contains("by the same name");
        assertThat(forms.refusal("select id, (select count(*) from orders o where o.person = p.id + 1) from people p"))
                .contains("more than one equality");
        assertThat(forms.refusal("select id, (select count(*) from orders o where o.person + 1 = p.id) from people p"))
                .contains("more than one equality");
        assertThat(forms.refusal("select id, (select count(*) from orders o where o.total > 3) from people p"))
                .contains("more than one equality");
    }

    @Test
    void leaves_groups_alone() {
        assertThat(forms.refusal("select name, (select count(*) from orders o where o.person = max(p.id)) from people p"
                        + " group by name"))
                .isEmpty();
        assertThat(forms.refusal("select (select count(*) from orders o where o.person = 3) from people p"
                        + " having count(*) > 1"))
                .isEmpty();
        assertThat(forms.refusal("select id, name from people")).isEmpty();
    }
}
