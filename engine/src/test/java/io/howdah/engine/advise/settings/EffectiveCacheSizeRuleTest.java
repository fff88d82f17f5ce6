package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class EffectiveCacheSizeRuleTest {

    private final EffectiveCacheSizeRule rule = new EffectiveCacheSizeRule();

    @Test
    void sees_the_default_on_a_large_machine() {
        assertThat(Made.server()
                        .setting("effective_cache_size", 4 * Made.GB)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE setting effective_cache_size: the planner believes that 4 GB are cached; this machine holds about 48 GB");
    }

    @Test
    void is_silent_near_what_fits() {
        assertThat(Made.server()
                        .setting("effective_cache_size", 32 * Made.GB)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void sees_more_than_the_machine_has() {
        assertThat(Made.server()
                        .setting("effective_cache_size", 96 * Made.GB)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE setting effective_cache_size: the planner believes that 96 GB are cached; this machine holds about 48 GB");
    }

    @Test
    void only_informs_where_the_database_fits() {
        assertThat(Made.server()
                        .databaseBytes(Made.GB)
                        .setting("effective_cache_size", 4 * Made.GB)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .first()
                .asString()
                .startsWith("INFO");
    }

    @Test
    void is_silent_where_the_setting_is_not_known() {
        assertThat(Made.server().machine(64 * Made.GB, 16, Disk.NVME).seenBy(rule))
                .isEmpty();
    }
}
