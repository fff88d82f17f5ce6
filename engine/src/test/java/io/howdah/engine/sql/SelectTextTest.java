package io.howdah.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select a, \"B c\" from t where id = $1 order by a desc nulls last limit $2 offset $3;",
                "select a from t order by a offset '5'::bigint limit 20",
                "with r as materialized (select 1 as x) select * from r where x = any ($1) for update skip locked",
                "select a from t where b @> $1 and c ->> 'x' = 'y' and d && array['a'] and e is not distinct from $2",
                "select x from t, lateral (select * from s where s.t = t.id limit 1) l -- and so on",
                "select a from t union all (select b from s order by 1 limit 3)"
            })
    void reads_what_it_gives_back_word_by_word(String sql) {
        assertThat(SelectText.parse(sql)).isPresent();
    }

    @Test
    void does_not_take_what_it_reads_otherwise_or_not_at_all() {
        assertThat(SelectText.parse("select a from t where exists (select from s)"))
                .isEmpty();
        assertThat(SelectText.parse("selec a")).isEmpty();
        assertThat(SelectText.parse("")).isEmpty();
        assertThat(SelectText.parse("update t set a = 1")).isEmpty();
        assertThat(SelectText.parse("select a from t where a = '")).isEmpty();
    }

    @Test
    void gives_a_new_tree_each_time() {
        assertThat(SelectText.parse("select 1").orElseThrow())
                .isNotSameAs(SelectText.parse("select 1").orElseThrow());
    }
}
