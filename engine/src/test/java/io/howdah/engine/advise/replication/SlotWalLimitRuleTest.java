package io.howdah.engine.advise.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class SlotWalLimitRuleTest {

    private final SlotWalLimitRule rule = new SlotWalLimitRule();

    @Test
    void sees_slots_without_limit() {
        assertThat(Made.server()
                        .setting("max_slot_wal_keep_size", -1)
                        .slot("s", "physical", 5L * Made.GB, null)
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE setting max_slot_wal_keep_size: 1 replication slot may keep WAL without limit");
    }

    @Test
    void is_silent_with_a_limit() {
        assertThat(Made.server()
                        .setting("max_slot_wal_keep_size", 10 * Made.GB)
                        .slot("s", "physical", 1L, null)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_without_slots() {
        assertThat(Made.server().setting("max_slot_wal_keep_size", -1).seenBy(rule))
                .isEmpty();
    }
}
