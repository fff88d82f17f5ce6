package io.howdah.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class StatementConstantsTest {

    @Test
    void sees_a_constant_beside_its_column() {
        assertThat(compares("select * from t where t.status = 'open' and a = $1", "status", "open"))
                .isTrue();
        assertThat(compares("select * from t where \"status\"::text <> E'open'", "status", "open"))
                .isTrue();
        assertThat(compares("select * from t where 5 > t.level", "level", "5")).isTrue();
        assertThat(compares("select * from t where level < 5", "level", "5")).isTrue();
    }

    @Test
    void sees_lists_in_all_their_forms() {
        assertThat(compares("select * from t where status in ('a', 'b')", "status", "a", "b"))
                .isTrue();
        assertThat(compares("select * from t where status not in ('a')", "status", "a"))
                .isTrue();
        assertThat(compares("select * from t where status = any (array['a', 'b'])", "status", "a", "b"))
                .isTrue();
        assertThat(compares("select * from t where status = any ('{a,b}'::text[])", "status", "a", "b"))
                .isTrue();
        assertThat(compares("select * from t where (status in ('a'::varchar, 'b'::varchar))", "status", "a", "b"))
                .isTrue();
    }

    @Test
    void does_not_take_a_parameter_for_a_constant() {
        assertThat(compares("select * from t where status = $1", "status", "open"))
                .isFalse();
        assertThat(compares("select * from t where status in ('a', $1)", "status", "a"))
                .isFalse();
        assertThat(compares("select * from t where status = $1 and kind = 'open'", "status", "open"))
                .isFalse();
    }

    @Test
    void does_not_take_another_constant_for_this_one() {
        assertThat(compares("select * from t where status = 'closed'", "status", "open"))
                .isFalse();
        assertThat(compares("select * from t where status in ('a', 'b', 'c')", "status", "a", "b"))
                .isFalse();
        assertThat(compares("select status, 'open' from t where a = 1", "status", "open"))
                .isFalse();
    }

    @Test
    void sees_a_truth_value_that_is_tested_by_itself() {
        assertThat(tests("select * from t where is_open and a = $1", "is_open")).isTrue();
        assertThat(tests("select * from t where not t.is_open", "is_open")).isTrue();
        assertThat(tests("select * from t where is_open = true order by 1", "is_open"))
                .isTrue();
        assertThat(tests("select * from t where ended_at is null limit 5", "ended_at"))
                .isTrue();
    }

    @Test
    void does_not_see_a_truth_value_that_is_bound() {
        assertThat(tests("select * from t where is_open = $1", "is_open")).isFalse();
        assertThat(tests("select is_open, a from t where a = $1", "is_open")).isFalse();
    }

    @Test
    void says_whether_there_is_any_parameter() {
        assertThat(StatementConstants.of("select '$1' from t").hasParameter()).isFalse();
        assertThat(StatementConstants.of("select a from t where b = $1").hasParameter())
                .isTrue();
    }

    private static boolean compares(String sql, String column, String... values) {
        return StatementConstants.of(sql).comparesWith(column, Set.of(values));
    }

    private static boolean tests(String sql, String column) {
        return StatementConstants.of(sql).testsAlone(column);
    }
}
