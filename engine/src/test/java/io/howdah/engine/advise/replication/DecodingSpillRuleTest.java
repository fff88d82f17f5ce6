package io.howdah.engine.advise.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class DecodingSpillRuleTest {

    private final DecodingSpillRule rule = new DecodingSpillRule();

    @Test
    void sees_transactions_on_disk() {
        assertThat(Made.server().counter("spilled_bytes", 50.0 * Made.GB).seenBy(rule))
                .containsExactly(
                        "INFO setting logical_decoding_work_mem: logical decoding wrote 50 GB of transactions to disk and read them again");
    }

    @Test
    void is_silent_about_little() {
        assertThat(Made.server().counter("spilled_bytes", 5.0 * Made.GB).seenBy(rule))
                .isEmpty();
    }
}
