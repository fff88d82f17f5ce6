package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class WalSizeRuleTest {

    private final WalSizeRule rule = new WalSizeRule();

    @Test
    void sees_wal_that_is_full_before_its_time() {
        assertThat(Made.server()
                        .setting("max_wal_size", Made.GB)
                        .setting("checkpoint_timeout", 300_000)
                        .setting("checkpoint_completion_target", 0.9)
                        .counter("wal_seconds", 36000)
                        .counter("wal_bytes", 36_000.0 * 5 * Made.MB)
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE setting max_wal_size: max_wal_size of 1 GB is full before a checkpoint is due; 5.8 GB is not");
    }

    @Test
    void is_silent_where_it_lasts() {
        assertThat(Made.server()
                        .setting("max_wal_size", Made.GB)
                        .setting("checkpoint_timeout", 300_000)
                        .setting("checkpoint_completion_target", 0.9)
                        .counter("wal_seconds", 36000)
                        .counter("wal_bytes", 36_000.0 * Made.MB)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_before_an_hour_was_counted() {
        assertThat(Made.server()
                        .setting("max_wal_size", Made.GB)
                        .setting("checkpoint_timeout", 300_000)
                        .setting("checkpoint_completion_target", 0.9)
                        .counter("wal_seconds", 600)
                        .counter("wal_bytes", 600.0 * 5 * Made.MB)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_the_size_is_not_known() {
        assertThat(Made.server()
                        .counter("wal_seconds", 36000)
                        .counter("wal_bytes", 36_000.0 * 5 * Made.MB)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void raises_what_is_used_again_with_it() {
        assertThat(busy().setting("min_wal_size", 80 * Made.MB).mendedBy(rule))
                .contains("ALTER SYSTEM SET min_wal_size = '1472MB';");
        assertThat(busy().setting("min_wal_size", 2 * Made.GB).mendedBy(rule))
                .contains("ALTER SYSTEM SET max_wal_size = '5888MB';")
                .noneMatch(sql -> sql.contains("min_wal_size"));
    }

    private static Made busy() {
        return Made.server()
                .setting("max_wal_size", Made.GB)
                .setting("checkpoint_timeout", 300_000)
                .setting("checkpoint_completion_target", 0.9)
                .counter("wal_seconds", 36000)
                .counter("wal_bytes", 36_000.0 * 5 * Made.MB);
    }
}
