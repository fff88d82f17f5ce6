package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class DurabilityOffRuleTest {

    private final DurabilityOffRule rule = new DurabilityOffRule();

    @Test
    void sees_what_can_destroy_the_database_and_what_loses_transactions() {
        assertThat(Made.server()
                        .setting("fsync", "off")
                        .setting("full_page_writes", "on")
                        .setting("synchronous_commit", "off")
                        .seenBy(rule))
                .containsExactly(
                        "CRITICAL setting fsync: fsync is off: a crash of the machine can destroy the database",
                        "NOTICE setting synchronous_commit: synchronous_commit is off for everyone: a crash loses transactions that were reported as done");
    }

    @Test
    void is_silent_where_all_is_on() {
        assertThat(Made.server()
                        .setting("fsync", "on")
                        .setting("full_page_writes", "on")
                        .setting("synchronous_commit", "on")
                        .seenBy(rule))
                .isEmpty();
    }
}
