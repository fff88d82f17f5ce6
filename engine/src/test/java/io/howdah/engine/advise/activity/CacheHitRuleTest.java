package io.howdah.engine.advise.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class CacheHitRuleTest {

    private final CacheHitRule rule = new CacheHitRule();

    @Test
    void sees_reads_that_leave_the_cache() {
        assertThat(Made.server()
                        .counter("blocks_read", 2000000)
                        .counter("blocks_hit", 8000000)
                        .statement("select * from t where a = 5", 3, 10, 900_000, 0)
                        .seenBy(rule))
                .containsExactly("NOTICE database shop: 20 % of the blocks asked for were not in shared buffers");
    }

    @Test
    void is_silent_where_most_are_found() {
        assertThat(Made.server()
                        .counter("blocks_read", 2000000)
                        .counter("blocks_hit", 98000000)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_after_few_reads() {
        assertThat(Made.server()
                        .counter("blocks_read", 200000)
                        .counter("blocks_hit", 100)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_nothing_was_read() {
        assertThat(Made.server().seenBy(rule)).isEmpty();
    }
}
