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

    @Test
    void is_silent_where_the_limit_is_not_known() {
        assertThat(Made.server().slot("s", "physical", 5L * Made.GB, null).seenBy(rule))
                .isEmpty();
    }

    @Test
    void says_what_the_slot_that_keeps_most_keeps() {
        var made = Made.server().setting("max_slot_wal_keep_size", -1).slot("unseen", "physical", null, null);

        assertThat(made.evidenceOf(rule)).containsExactly("the slot that keeps most keeps 0 B");

        made = made.slot("a", "physical", 5L * Made.GB, null).slot("b", "physical", 1L, null);

        assertThat(made.seenBy(rule))
                .containsExactly(
                        "NOTICE setting max_slot_wal_keep_size: 3 replication slots may keep WAL without limit");
        assertThat(made.evidenceOf(rule)).containsExactly("the slot that keeps most keeps 5 GB");
    }

    @Test
    void proposes_ten_gigabytes_at_least_and_four_times_what_lies_between_checkpoints() {
        var made = Made.server().setting("max_slot_wal_keep_size", -1).slot("s", "physical", 1L, null);

        assertThat(made.mendedBy(rule)).contains("ALTER SYSTEM SET max_slot_wal_keep_size = '10GB';");
        assertThat(made.setting("max_wal_size", 4 * Made.GB).mendedBy(rule))
                .contains("ALTER SYSTEM SET max_slot_wal_keep_size = '16GB';");
    }
}
