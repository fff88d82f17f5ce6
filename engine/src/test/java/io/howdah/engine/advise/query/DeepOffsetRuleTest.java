package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class DeepOffsetRuleTest {

    private static Forms forms;

    @BeforeAll
    static void a_list(Database db) {
        db.execute(
                "create table \"List\" (id bigint primary key, owner int not null, at timestamptz not null, score int)",
                "create table keyless (at timestamptz not null)",
                "create table pairs (a int, b int, primary key (a, b))");
        forms = Forms.of(new DeepOffsetRule(), db);
    }

    @Test
    void goes_on_from_the_last_row_by_the_order_and_the_key() {
        var form = keyset("select id, at from \"List\" where owner = 3 order by at desc limit 20 offset 5000");

        assertThat(form.next())
                .isEqualTo("SELECT id, at FROM \"List\" WHERE owner = 3 AND (\"List\".at, \"List\".id)"
                        + " < (:last_at, :last_id) ORDER BY \"List\".at DESC, \"List\".id DESC LIMIT 20");
        assertThat(form.settled()).endsWith("ORDER BY \"List\".at DESC, \"List\".id DESC LIMIT 20 OFFSET 5000");
        assertThat(form.edge()).startsWith("SELECT \"List\".at, \"List\".id FROM");
        assertThat(form.needs()).hasToString("[\"Te st\".\"List\" (owner, at DESC, id DESC)]");
    }

    @Test
    void needs_no_more_than_the_order_where_that_is_a_key() {
        assertThat(keyset("select * from \"List\" l order by l.id offset $1 limit $2")
                        .next())
                .isEqualTo("SELECT * FROM \"List\" l WHERE l.id > :last_id ORDER BY l.id LIMIT $2");
    }

    @Test
    void refuses_orders_that_no_comparison_follows() {
        assertThat(forms.refusal("select id from \"List\" order by score offset 100"))
                .contains("may be NULL");
        assertThat(forms.refusal("select id from \"List\" order by at desc, id offset 100"))
                .contains("different directions");
        assertThat(forms.refusal("select id from \"List\" order by owner % 5 offset 100"))
                .contains("other than plain columns");
        assertThat(forms.refusal("select at from keyless order by at offset 100"))
                .contains("no key");
    }

    @Test
    void leaves_a_first_page_alone() {
        assertThat(forms.refusal("select id from \"List\" order by id limit 10"))
                .isEmpty();
    }

    @Test
    void names_each_column_of_the_key_once() {
        assertThat(keyset("select * from pairs order by a limit 5 offset 100").next())
                .isEqualTo("SELECT * FROM pairs WHERE (pairs.a, pairs.b) > (:last_a, :last_b)"
                        + " ORDER BY pairs.a, pairs.b LIMIT 5");
    }

    @Test
    void leaves_alone_what_has_no_order_or_is_not_the_rows_of_one_table() {
        for (var sql : List.of(
                "select id from \"List\" offset 100",
                "select l.id from \"List\" l, pairs p order by l.id offset 100",
                "select distinct id from \"List\" order by id offset 100",
                "select owner, count(*) from \"List\" group by owner order by owner offset 100",
                "select id, row_number() over (order by id) from \"List\" order by id offset 100")) {
            assertThat(forms.refusal(sql)).as(sql).isEmpty();
        }
    }

    @Test
    void refuses_a_place_of_null_that_is_written() {
        assertThat(forms.refusal("select id from \"List\" order by at desc nulls last offset 100"))
                .contains("different directions");
    }

    private static Attempt.Keyset keyset(String sql) {
        assertThat(forms.attempt(sql)).isInstanceOf(Attempt.Keyset.class);
        return (Attempt.Keyset) forms.attempt(sql);
    }
}
