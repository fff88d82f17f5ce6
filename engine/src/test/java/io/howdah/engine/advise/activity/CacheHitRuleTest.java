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

    @Test
    void says_how_long_a_read_takes_and_who_reads() {
        assertThat(read(100_000).evidenceOf(rule))
                .containsExactly(
                        "2 million blocks read, 8 million found in shared buffers",
                        "a read takes 50 µs: mostly from the operating system's cache",
                        "900,000 of them by select * from t where a = ?");
        assertThat(read(1_000_000).evidenceOf(rule)).contains("a read takes 500 µs: mostly from disk");
        assertThat(read(0).evidenceOf(rule)).noneMatch(e -> e.startsWith("a read takes"));
    }

    @Test
    void names_those_that_read_most() {
        assertThat(read(0).statement("select * from a", 3, 10, 210_000, 0)
                        .statement("select * from b", 3, 10, 220_000, 0)
                        .statement("select * from c", 3, 10, 950_000, 0)
                        .evidenceOf(rule))
                .containsExactly(
                        "2 million blocks read, 8 million found in shared buffers",
                        "950,000 of them by select * from c",
                        "900,000 of them by select * from t where a = ?",
                        "220,000 of them by select * from b");
    }

    private static Made read(double milliseconds) {
        return Made.server()
                .counter("blocks_read", 2_000_000)
                .counter("blocks_hit", 8_000_000)
                .counter("read_ms", milliseconds)
                .statement("select * from t where a = 5", 3, 10, 900_000, 0)
                .statement("select * from t where a = 6", 3, 10, 9_000, 0)
                .uncounted("select 1");
    }
}
