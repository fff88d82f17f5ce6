package io.howdah.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetPredicateTest {

    private static final String OPEN =
            "select * from orders o where o.status = $1 and customer = $2 and is_active = $3 order by at limit $4";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "status = 'open' | status = 'open' | o.status = 'open' and customer = $2 and is_active = $3",
                "(status)::text = 'open'::text AND is_active | status = 'open' and is_active = true | o.status = 'open' and customer = $2 and is_active = true",
                "NOT is_active | is_active = false | o.status = $1 and customer = $2 and is_active = false",
                "status IN ('open', 'late') AND customer = 7 | status = 'open' and customer = 7 | o.status = 'open' and customer = 7 and is_active = $3",
            })
    void puts_in_what_the_condition_says(String predicate, String words, String where) {
        var met = MetPredicate.of(OPEN, predicate).orElseThrow();

        assertThat(met.words()).isEqualTo(words);
        assertThat(met.sql()).contains("where " + where + " order by at limit $4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status = 'open' OR is_active",
                "NOT status = 'open'",
                "lower(status) = 'open'",
                "customer > 7",
                "(status)::text > 'open'::text",
                "status IS NOT NULL",
                "customer + customer = 8",
                "other = 'open'"
            })
    void is_silent_where_the_condition_says_no_value(String predicate) {
        assertThat(MetPredicate.of(OPEN, predicate)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1 from a, b where a.status = $1 and b.status = $2", "select 1 where status > $1"})
    void is_silent_where_it_is_not_certain_which_parameter_is_meant(String statement) {
        assertThat(MetPredicate.of(statement, "status = 'open'")).isEmpty();
    }
}
