package io.howdah.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementBriefTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select id, title, message_count, last from s where u = $1  | select … from s where u = $1
            select count(*) from s                                     | select count(*) from s
            insert into s (a, b, c) values ($1, $2, $3)                | insert into s …
            select (select max(x) from t), a_long_name_here from s     | select (select max(x) from t), a_long_name_here from s
            update s set a = $1                                        | update s set a = $1
            """)
    void leaves_out_what_does_not_tell_statements_apart(String sql, String brief) {
        assertThat(StatementBrief.of(sql)).isEqualTo(brief);
    }
}
