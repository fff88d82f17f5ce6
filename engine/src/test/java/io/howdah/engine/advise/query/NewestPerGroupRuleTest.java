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
class NewestPerGroupRuleTest {

    private static final String NEWEST = """
            select user_id, content, created_at from (
              select user_id, content, created_at,
                     row_number() over (partition by user_id order by created_at desc) as rn
                from posts) p
             where rn = 1""";

    private static Forms forms;

    @BeforeAll
    static void users_with_many_posts(Database db) {
        db.execute(
                "create table users (id bigint primary key, name text)",
                "create table posts (id bigint primary key, user_id bigint not null references users, other_id bigint"
                        + " references users, loose_id bigint not null, content text, created_at timestamptz not null)",
                "insert into users select i, 'u' || i from generate_series(1, 110) i",
                "insert into posts select i, 1 + i % 100, 1 + i % 100, 1 + i % 100, repeat('x', 100),"
                        + " '2026-01-01'::timestamptz + i * interval '1 min' from generate_series(1, 40000) i",
                "alter table posts add foreign key (loose_id) references users not valid",
                "analyze");
        forms = Forms.of(new NewestPerGroupRule(), db);
    }

    @Test
    void fetches_the_first_row_of_each_group_by_lateral_and_is_measured_faster_with_its_index() {
        var outcome = (Outcome.SameRows) forms.run(NEWEST);

        assertThat(outcome.whole().rows()).isEqualTo(100);
        assertThat(outcome.isFaster()).isTrue();
        assertThat(forms.rewritten(NEWEST).needs()).hasToString("[\"Te st\".posts (user_id, created_at DESC)]");
        assertThat(forms.rewritten(NEWEST).conditions().getFirst()).contains("equal in created_at");
    }

    @Test
    void fetches_the_first_rows_of_each_group_and_is_measured_faster_with_its_index() {
        var outcome = (Outcome.SameRows) forms.run(NEWEST.replace("rn = 1", "rn <= 3"));

        assertThat(outcome.whole().rows()).isEqualTo(300);
        assertThat(outcome.isFaster()).isTrue();
        assertThat(forms.of(NEWEST.replace("rn = 1", "rn <= 3")))
                .contains("LIMIT 3")
                .doesNotContain("row_number");
        assertThat(forms.sameRows(NEWEST.replace("rn = 1", "rn < 3"))).isEqualTo(200);
    }

    @Test
    void numbers_the_rows_of_each_group_where_the_numbers_are_given_out() {
        assertThat(forms.sameRows(
                        "select * from (select *, row_number() over (partition by user_id order by id desc) \"Place\""
                                + " from posts where content is not null) p where \"Place\" <= 2"))
                .isEqualTo(200);
        assertThat(forms.sameRows("select rn as place, content from (select content, row_number() over"
                        + " (partition by user_id order by id desc) rn from posts) p where rn <= 2"))
                .isEqualTo(200);
    }

    @Test
    void takes_the_number_of_rows_as_a_parameter() {
        var form = forms.rewritten(NEWEST.replace("rn = 1", "rn <= $1"));

        assertThat(form.sql()).contains("LIMIT $1");
        assertThat(form.conditions()).hasSize(2);
        assertThat(forms.sameRows(NEWEST.replace("rn = 1", "rn <= '4'::bigint")))
                .isEqualTo(400);
    }

    @Test
    void gives_the_number_as_one_where_everything_is_given_out() {
        assertThat(forms.sameRows(
                        "select * from (select *, row_number() over (partition by user_id order by id desc) rn"
                                + " from posts where content is not null) p where p.rn = 1"))
                .isEqualTo(100);
    }

    @Test
    void reads_distinct_on_as_well_and_keeps_its_order() {
        assertThat(forms.sameRows("select distinct on (user_id) user_id, content, created_at from posts"
                        + " order by user_id, created_at desc"))
                .isEqualTo(100);
        assertThat(forms.of("select distinct on (user_id) user_id, content, created_at from posts"
                        + " order by user_id, created_at desc"))
                .endsWith("ORDER BY each_group.id");
        assertThat(forms.of(NEWEST)).doesNotContain("ORDER BY each_group");
    }

    @Test
    void refuses_groups_that_no_foreign_key_tells() {
        assertThat(forms.refusal(NEWEST.replace("user_id", "loose_id"))).contains("no validated foreign key");
    }

    @Test
    void refuses_groups_that_may_be_null() {
        assertThat(forms.refusal(NEWEST.replace("user_id", "other_id"))).contains("may be NULL");
    }

    @Test
    void leaves_other_numbers_and_other_conditions_alone() {
        assertThat(forms.refusal(NEWEST.replace("rn = 1", "rn = 2"))).isEmpty();
        assertThat(forms.refusal(NEWEST.replace("rn = 1", "rn = 1 and content is null")))
                .isEmpty();
        assertThat(forms.refusal(NEWEST.replace("row_number()", "rank()"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select distinct user_id from (select user_id, content, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where rn = 1",
                "select user_id from (select user_id, content, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where rn = 1 limit 5",
                "select user_id from (select user_id, content, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where rn = 1 order by user_id",
                "select count(*) from (select user_id, content, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where rn = 1",
                "select p.user_id from (select user_id, content, row_number() over (partition by user_id order by created_at desc) as rn from posts) p join users u on u.id = p.user_id where rn = 1",
                "select upper(content) from (select user_id, content, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where rn = 1",
                "select user_id from (select user_id, content, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where rn > 2",
                "select user_id from (select user_id, content, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where rn <= user_id",
                "select user_id from (select user_id, content, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where user_id = 1",
                "select user_id from (select user_id, content, row_number() over (partition by user_id order by created_at desc) as rn from posts) p",
                "select user_id from (select user_id, content, row_number() over (partition by user_id order by created_at desc) as rn from posts, users) p where rn = 1",
                "select user_id from (select user_id, content, row_number() over (partition by user_id order by created_at desc) as rn from posts limit 100) p where rn = 1",
                "select user_id from (select user_id, content, row_number() over (partition by user_id order by created_at desc) as rn from posts group by user_id) p where rn = 1",
                "select user_id from (select distinct user_id, content, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where rn = 1",
                "select user_id from (select user_id, upper(content) as content, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where rn = 1",
                "select user_id from (select user_id, rank() over (order by id) as place, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where rn = 1",
                "select user_id from (select user_id, content, row_number() over (partition by user_id, content order by created_at desc) as rn from posts) p where rn = 1",
                "select user_id from (select user_id, content, row_number() over (partition by user_id % 10 order by created_at desc) as rn from posts) p where rn = 1",
                "select user_id from (select user_id, content, row_number() over (order by created_at desc) as rn from posts) p where rn = 1",
                "select user_id from (select user_id, content, row_number() over (partition by user_id order by created_at desc rows unbounded preceding) as rn from posts) p where rn = 1",
                "select other from (select user_id, content, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where rn = 1",
                "select *, id as again from (select *, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where rn <= 3",
                "select p.*, id as again from (select *, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where rn = 1",
                "select * from (select *, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where rn <= 2.5",
                "select * from (select *, row_number() over (partition by user_id order by created_at desc) as rn from posts) p where rn < '2.5'::numeric",
                "select distinct on (user_id) user_id, content from posts order by user_id desc, created_at",
                "select distinct on (user_id) user_id, content from posts order by user_id nulls first, created_at",
                "select distinct on (user_id) user_id, content from posts order by user_id",
                "select distinct on (user_id) user_id, content from posts order by created_at, user_id",
                "select distinct on (user_id, id) user_id, content from posts order by user_id, created_at",
                "select distinct on (user_id % 10) user_id, content from posts order by user_id % 10, created_at",
                "select distinct on (user_id) user_id, upper(content) from posts order by user_id, created_at",
                "select distinct on (user_id) user_id, content from posts order by user_id, created_at limit 5",
                "select distinct user_id, content from posts order by user_id, created_at"
            })
    void leaves_alone_what_is_another_question(String sql) {
        assertThat(forms.refusal(sql)).isEmpty();
    }

    @Test
    void refuses_orders_by_more_than_columns_and_groups_without_a_foreign_key_of_their_own() {
        assertThat(forms.refusal(NEWEST.replace("created_at desc)", "created_at desc nulls last)")))
                .contains("not ordered by plain columns");
        assertThat(forms.refusal(NEWEST.replace("created_at desc)", "length(content))")))
                .contains("not ordered by plain columns");
        assertThat(forms.refusal(NEWEST.replace("user_id", "id"))).contains("no validated foreign key");
    }
}
