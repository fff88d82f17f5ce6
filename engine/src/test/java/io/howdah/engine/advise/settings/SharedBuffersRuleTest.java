package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Setting;
import org.junit.jupiter.api.Test;

class SharedBuffersRuleTest {

    private final SharedBuffersRule rule = new SharedBuffersRule();

    @Test
    void sees_a_default_on_a_large_machine() {
        assertThat(Made.server()
                        .setting("shared_buffers", 128 * Made.MB)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE setting shared_buffers: shared_buffers of 128 MB is small for this machine; 16 GB fits it");
    }

    @Test
    void sees_more_than_the_machine_can_spare() {
        assertThat(Made.server()
                        .setting("shared_buffers", 40 * Made.GB)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE setting shared_buffers: shared_buffers of 40 GB leaves too little to the operating system's cache and to sessions; 16 GB fits it");
    }

    @Test
    void only_informs_where_the_database_fits() {
        assertThat(Made.server()
                        .databaseBytes(Made.MB)
                        .setting("shared_buffers", 128 * Made.MB)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .containsExactly(
                        "INFO setting shared_buffers: shared_buffers of 128 MB is small for this machine; 16 GB fits it");
    }

    @Test
    void is_silent_where_it_fits_the_machine() {
        assertThat(Made.server()
                        .setting("shared_buffers", 12 * Made.GB)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_the_machine_is_not_known() {
        assertThat(Made.server().setting("shared_buffers", 128 * Made.MB).seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_on_a_small_machine_and_where_the_setting_is_not_known() {
        assertThat(Made.server()
                        .setting("shared_buffers", 16 * Made.MB)
                        .machine(512 * Made.MB, 1, Disk.SSD)
                        .seenBy(rule))
                .isEmpty();
        assertThat(Made.server().machine(64 * Made.GB, 16, Disk.NVME).seenBy(rule))
                .isEmpty();
    }

    @Test
    void writes_the_restart_and_the_way_back() {
        assertThat(Made.server()
                        .setting(new Setting("shared_buffers", "16384", "8kB", "default", "postmaster", null, false))
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .mendedBy(rule))
                .containsExactly("ALTER SYSTEM SET shared_buffers = '16GB';", "SELECT pg_reload_conf();");
    }

    @Test
    void says_that_little_is_gained_where_the_database_fits() {
        assertThat(small().databaseBytes(100 * Made.MB).reasonsOf(rule))
                .allMatch(w -> w.endsWith("little is gained today."));
        assertThat(small().databaseBytes(Made.GB).reasonsOf(rule)).allMatch(w -> w.endsWith("it needs a restart."));
    }

    private static Made small() {
        return Made.server().setting("shared_buffers", 128 * Made.MB).machine(64 * Made.GB, 16, Disk.NVME);
    }
}
