package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class SlowReadsRuleTest {

    private final SlowReadsRule rule = new SlowReadsRule();

    @Test
    void sees_a_disk_that_answers_slowly() {
        assertThat(Made.server()
                        .counter("blocks_read", 1_000_000)
                        .counter("read_ms", 5_000_000)
                        .seenBy(rule))
                .containsExactly("NOTICE database shop: a read takes 5 ms on average");
    }

    @Test
    void is_silent_about_a_fast_one() {
        assertThat(Made.server()
                        .counter("blocks_read", 1_000_000)
                        .counter("read_ms", 500_000)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_after_few_reads() {
        assertThat(Made.server()
                        .counter("blocks_read", 1_000)
                        .counter("read_ms", 500_000)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_time_was_not_taken() {
        assertThat(Made.server()
                        .counter("blocks_read", 1_000_000)
                        .counter("read_ms", 0)
                        .seenBy(rule))
                .isEmpty();
    }
}
