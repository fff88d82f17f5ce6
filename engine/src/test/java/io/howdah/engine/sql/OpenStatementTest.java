package io.howdah.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class OpenStatementTest {

    @BeforeEach
    void people(Database db) {
        db.execute("create table people (id int, name text, born date, seen timestamptz, balance numeric, data jsonb)");
    }

    @Test
    void numbers_parameters_behind_those_that_are_there() {
        var open = OpenStatement.of("select id from people where id = $2 and name = 'Ann' and balance > 4.5");

        assertThat(open.sql()).isEqualTo("select id from people where id = $2 and name = $3 and balance > $4");
        assertThat(open.values()).containsEntry(3, "Ann").containsEntry(4, "4.5");
    }

    @Test
    void keeps_what_a_parameter_cannot_mean() {
        assertThat(opened("select id, name from people order by 2, 1 desc limit 10 offset 20"))
                .isEqualTo("select id, name from people order by 2, 1 desc limit 10 offset 20");
        assertThat(opened("select cast(id as numeric(10, 2)), name::character varying(5) from people group by 1, 2"))
                .isEqualTo("select cast(id as numeric(10, 2)), name::character varying(5) from people group by 1, 2");
        assertThat(opened("select data->'a'->>0 from people where name like '50!%' escape '!'"))
                .isEqualTo("select data->'a'->>0 from people where name like $1 escape '!'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select id from people where born = date '1990-05-05' and seen > timestamp with time zone '2024-01-01'",
                "select id from people where seen > now() - interval '7 days' and id in (1, 2, 3)",
                "select date_trunc('month', seen), count(*) from people group by date_trunc('month', seen)",
                "select seen at time zone 'Asia/Tokyo', id - 1 from people where name = any (array['a', 'b']) and id in (-5, -6)",
                "select id from people where name = 'x' order by coalesce(name, 'x'), id limit 5"
            })
    void leaves_statements_that_the_server_takes(String sql, Database db) {
        var open = opened(sql);

        assertThat(open).matches("(?s).*\\$\\d.*").doesNotContain("1990").doesNotContain("'x'");
        db.execute("prepare p as " + sql, "deallocate p", "prepare q as " + open, "deallocate q");
    }

    @Test
    void opens_no_more_than_holds_and_lists_as_a_whole() {
        var sql = "select id from people where name = 'EU' and id in (1, 2) and balance = 5";

        assertThat(OpenStatement.of(sql, s -> s.contains("'EU'")).sql())
                .isEqualTo("select id from people where name = 'EU' and id in ($1, $2) and balance = $3");
        assertThat(OpenStatement.of(sql, s -> s.contains("in (1, 2)")).sql())
                .isEqualTo("select id from people where name = $1 and id in (1, 2) and balance = $2");
        assertThat(OpenStatement.of(sql, s -> false).values()).isEmpty();
    }

    @Test
    void gives_one_parameter_to_what_is_one_to_the_server() {
        assertThat(OpenStatement.of("select date_trunc('day', a), 'day' from t group by date_trunc('day', a)"))
                .extracting(OpenStatement::sql, o -> List.copyOf(o.values().values()))
                .containsExactly(
                        "select date_trunc($1, a), $2 from t group by date_trunc($1, a)", List.of("day", "day"));
    }

    private static String opened(String sql) {
        return OpenStatement.of(sql).sql();
    }
}
