package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.prove.Outcome;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class NotInRuleTest {

    private static Forms forms;

    @BeforeAll
    static void people_and_the_banned(Database db) {
        db.execute(
                "create table people (id int primary key, \"Mentor\" int)",
                "create table bans (person int not null, by_person int, reason text)",
                "insert into people select i, case when i % 10 > 0 then i % 7 end from generate_series(1, 2000) i",
                "insert into bans select i * 3, case when i > 1 then i end, 'r' || i % 5 from generate_series(1, 300) i",
                "analyze");
        forms = Forms.of(new NotInRule(), db);
    }

    @Test
    void writes_not_exists_where_neither_side_can_be_null() {
        var sql =
                "select * from people where id > 5 and id not in (select person from bans where reason = 'r1' or person < 9)";

        assertThat(forms.of(sql)).contains("NOT EXISTS (SELECT 1 FROM bans WHERE bans.person = people.id");
        assertThat(forms.sameRows(sql)).isPositive();
    }

    @Test
    void keeps_tables_that_stand_side_by_side_and_joins() {
        var side =
                "select o.id from people o where o.id not in (select b.person from bans b, people p where p.id = b.person)";
        var joined =
                "select o.id from people o where o.id not in (select b.person from bans b join people p on p.id = b.person)";

        assertThat(forms.of(side)).contains("FROM bans b, people p WHERE");
        assertThat(forms.of(joined)).contains("FROM bans b JOIN people p ON");
        assertThat(forms.sameRows(side)).isEqualTo(forms.sameRows(joined)).isPositive();
    }

    @Test
    void refuses_values_that_may_be_null_since_the_rows_would_be_others() {
        var sql = "select id from people where id not in (select by_person from bans)";
        var by = "select id from people where not exists (select 1 from bans where by_person = people.id)";

        assertThat(forms.refusal(sql)).contains("bans.by_person may be NULL");
        assertThat(forms.run(sql, by, new Attempt.Rewritten(by))).isInstanceOf(Outcome.OtherRows.class);
    }

    @Test
    void refuses_a_left_side_that_may_be_null() {
        assertThat(forms.refusal("select id from people where \"Mentor\" not in (select person from bans)"))
                .contains("people.\"Mentor\" may be NULL");
        assertThat(forms.refusal("select 1 from bans left join people on people.id = bans.by_person"
                        + " where people.id not in (select b.person from bans b)"))
                .contains("people.id may be NULL");
    }

    @Test
    void leaves_lists_and_in_alone() {
        assertThat(forms.refusal("select id from people where id not in (1, 2)"))
                .isEmpty();
        assertThat(forms.refusal("select id from people where id in (select person from bans)"))
                .isEmpty();
    }

    @Test
    void refuses_names_that_both_have_and_what_is_no_plain_column_of_rows() {
        assertThat(forms.refusal("select id from people where id not in (select id from people)"))
                .contains("by the same name");
        for (var inner : List.of(
                "select person from bans limit 5",
                "select count(*) from bans",
                "select person from bans group by person",
                "select person, by_person from bans",
                "select distinct on (reason) person from bans",
                "select person from (select 1 as person) b")) {
            assertThat(forms.refusal("select id from people where id not in (" + inner + ")"))
                    .as(inner)
                    .contains("other than plain tables");
        }
        assertThat(forms.refusal("select id from people where id + 1 not in (select person from bans)"))
                .contains("other than two plain columns");
        assertThat(forms.refusal("select id from people where id not in (select person + 1 from bans)"))
                .contains("other than two plain columns");
    }

    @Test
    void takes_distinct_values_for_the_same_values() {
        assertThat(forms.sameRows("select id from people where id not in (select distinct person from bans)"))
                .isPositive();
    }
}
