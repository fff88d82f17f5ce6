package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.Succession;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SuccessionsTest {

    private final Successions successions = new Successions();
    private long millis;

    @Test
    void counts_a_statement_that_is_repeated_with_other_values_after_another() {
        for (int i = 0; i < 3; i++) {
            saw(1, "list", "select * from sessions where owner = 7");
            saw(1, "line", "select * from messages where session = 1");
            saw(1, "line", "select * from messages where session = 2");
            saw(1, "line", "select * from messages where session = 3");
        }

        // after the first and second loop comes the list, once each
        assertThat(successions.found()).containsExactly(new Succession("list", "line", 3, 3, 0, 0));
    }

    @Test
    void takes_parameters_of_a_driver_for_other_values_and_the_same_text_for_the_same() {
        saw(1, "list", "select * from sessions where owner = $1");
        saw(1, "line", "select * from messages where session = $1");
        saw(1, "line", "select * from messages where session = $1");
        saw(1, "state", "select state from jobs");
        saw(1, "state", "select state from jobs");

        assertThat(successions.found()).containsExactly(new Succession("list", "line", 1, 1, 0, 0));
    }

    @Test
    void counts_what_follows_other_statements_too() {
        saw(1, "list", "select 1");
        saw(1, "line", "select $1");
        saw(1, "line", "select $1");
        saw(1, "other", "select 2");
        saw(1, "line", "select $1");
        saw(1, "line", "select $1");
        saw(1, "other", "select 2");
        saw(1, "list", "select 1");
        saw(1, "line", "select $1");

        // the list was followed twice, once by a loop; the other one twice, once by a loop and once by the list
        assertThat(successions.found())
                .containsExactly(
                        new Succession("list", "line", 1, 2, 1, 2), new Succession("other", "line", 1, 2, 1, 2));
    }

    @Test
    void keeps_sessions_apart_and_what_comes_much_later() {
        saw(1, "list", "select 1");
        saw(2, "line", "select $1");
        saw(2, "line", "select $1");
        millis += 1_001;
        saw(1, "line", "select $1");
        saw(1, "line", "select $1");

        assertThat(successions.found()).isEmpty();
    }

    @Test
    void passes_over_transaction_control() {
        saw(1, "list", "select 1");
        saw(1, "begin", "BEGIN");
        saw(1, "line", "select $1");
        saw(1, "set", "set local work_mem = '4MB'");
        saw(1, "line", "select $1");

        assertThat(successions.found()).hasSize(1);
    }

    private void saw(int session, String id, String text) {
        millis += 10;
        successions.saw(session, id, text, Instant.ofEpochMilli(millis));
    }
}
