package io.howdah.engine.advise.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Setting;
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

    @Test
    void sees_ten_gigabytes() {
        assertThat(Made.server().counter("spilled_bytes", 10.0 * Made.GB).seenBy(rule))
                .hasSize(1);
    }

    @Test
    void is_silent_where_it_is_not_counted() {
        assertThat(Made.server().seenBy(rule)).isEmpty();
    }

    @Test
    void proposes_four_times_the_memory() {
        assertThat(Made.server()
                        .counter("spilled_bytes", 50.0 * Made.GB)
                        .setting(
                                new Setting("logical_decoding_work_mem", "65536", "kB", "default", "user", null, false))
                        .mendedBy(rule))
                .contains("ALTER SYSTEM SET logical_decoding_work_mem = '256MB';");
    }
}
