package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class SessionStateRuleTest {

    private final SessionStateRule rule = new SessionStateRule();

    @Test
    void sees_what_lasts_beyond_a_transaction() {
        var made = Made.server()
                .utility("LISTEN", 20)
                .utility("SET search_path", 500)
                .utility("CREATE TEMPORARY TABLE", 30)
                .utility("DECLARE WITH HOLD", 10)
                .utility("PREPARE", 10)
                .statement("select pg_advisory_lock($1)", 100, 1, 0, 0);

        assertThat(rule.examine(made.scene()))
                .singleElement()
                .satisfies(f -> assertThat(f.evidence())
                        .extracting(e -> e.text().split(",")[0])
                        .containsExactlyInAnyOrder(
                                "LISTEN",
                                "settings of the session",
                                "temporary tables",
                                "cursors WITH HOLD",
                                "PREPARE in SQL",
                                "advisory locks of the session"));
    }

    @Test
    void sees_settings_made_by_a_function() {
        assertThat(Made.server()
                        .statement("select set_config('app.tenant', $1, false)", 100, 1, 0, 0)
                        .seenBy(rule))
                .hasSize(1);
    }

    @Test
    void keeps_silent_on_what_ends_with_the_transaction_what_the_pool_keeps_and_what_ran_a_few_times() {
        assertThat(Made.server()
                        .utility("SET LOCAL", 500)
                        .utility("SET TRANSACTION", 500)
                        .utility("SET application_name", 500)
                        .utility("BEGIN", 500)
                        .utility("DECLARE", 500)
                        .utility("LISTEN", 9)
                        .statement("select pg_advisory_xact_lock($1)", 100, 1, 0, 0)
                        .statement("select set_config('app.tenant', $1, true)", 100, 1, 0, 0)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void keeps_silent_on_texts_that_only_name_a_lock_and_on_other_functions() {
        assertThat(Made.server()
                        .statement("select a from notes where word = 'pg_advisory_lock'", 100, 1, 0, 0)
                        .statement("select set_feature('app.tenant', $1, false)", 100, 1, 0, 0)
                        .seenBy(rule))
                .isEmpty();
    }
}
