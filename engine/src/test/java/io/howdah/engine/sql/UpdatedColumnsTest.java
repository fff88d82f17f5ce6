package io.howdah.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UpdatedColumnsTest {

    @Test
    void reads_the_targets_of_an_update() {
        assertThat(UpdatedColumns.of(
                        "update only t as x set a = b + 1, \"C d\" = (select max(e, f) from g), h[2] = 3 where i = 4"))
                .containsExactlyInAnyOrder("a", "C d", "h");
    }

    @Test
    void reads_a_list_of_targets() {
        assertThat(UpdatedColumns.of("UPDATE t SET (a, b) = (SELECT c, d FROM e), f = DEFAULT FROM g RETURNING h"))
                .containsExactlyInAnyOrder("a", "b", "f");
    }

    @Test
    void reads_what_a_conflict_updates() {
        assertThat(
                        UpdatedColumns.of(
                                "insert into t (a, b) values ($1, $2) on conflict (a) do update set b = excluded.b where t.c < 3"))
                .containsExactly("b");
    }

    @Test
    void reads_an_update_inside_with() {
        assertThat(UpdatedColumns.of("with x as (update t set a = 1 where b = 2 returning c) select c, d from x"))
                .containsExactly("a");
    }

    @Test
    void reads_what_a_merge_updates() {
        assertThat(
                        UpdatedColumns.of(
                                "merge into t using s on t.a = s.a when matched then update set b = s.b, c = 1 when not matched then insert values (s.a)"))
                .containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void finds_none_in_other_statements() {
        assertThat(UpdatedColumns.of("select a from t for update")).isEmpty();
        assertThat(UpdatedColumns.of("set work_mem = '1MB'")).isEmpty();
        assertThat(UpdatedColumns.of("delete from t where a = 'update t set b = 1'"))
                .isEmpty();
    }
}
