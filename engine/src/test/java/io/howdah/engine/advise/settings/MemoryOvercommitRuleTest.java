package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class MemoryOvercommitRuleTest {

    private final MemoryOvercommitRule rule = new MemoryOvercommitRule();

    @Test
    void sees_what_cannot_add_up() {
        assertThat(Made.server()
                        .setting("shared_buffers", 16 * Made.GB)
                        .setting("work_mem", 256 * Made.MB)
                        .setting("hash_mem_multiplier", 2)
                        .setting("max_connections", 500)
                        .setting("maintenance_work_mem", Made.GB)
                        .setting("autovacuum_max_workers", 3)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .containsExactly(
                        "WARNING setting work_mem: the settings allow 144 GB with 250 of 500 connections at work; the machine has 64 GB");
    }

    @Test
    void is_silent_where_it_adds_up() {
        assertThat(Made.server()
                        .setting("shared_buffers", 16 * Made.GB)
                        .setting("work_mem", 64 * Made.MB)
                        .setting("hash_mem_multiplier", 2)
                        .setting("max_connections", 200)
                        .setting("maintenance_work_mem", Made.GB)
                        .setting("autovacuum_max_workers", 3)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void proposes_what_adds_up() {
        assertThat(Made.server()
                        .setting("shared_buffers", 16 * Made.GB)
                        .setting("work_mem", 256 * Made.MB)
                        .setting("hash_mem_multiplier", 2)
                        .setting("max_connections", 500)
                        .setting("maintenance_work_mem", Made.GB)
                        .setting("autovacuum_max_workers", 3)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .mendedBy(rule))
                .containsExactly("ALTER SYSTEM SET work_mem = '64MB';", "SELECT pg_reload_conf();");
    }

    @Test
    void goes_by_the_memory_of_autovacuum_where_it_has_its_own() {
        assertThat(upkeep(-1).seenBy(rule)).hasSize(1);
        assertThat(upkeep(Made.GB).seenBy(rule)).isEmpty();
    }

    private static Made upkeep(long ofAutovacuum) {
        return Made.server()
                .setting("shared_buffers", 16 * Made.GB)
                .setting("work_mem", 64 * Made.MB)
                .setting("hash_mem_multiplier", 2)
                .setting("max_connections", 200)
                .setting("maintenance_work_mem", 16 * Made.GB)
                .setting("autovacuum_work_mem", ofAutovacuum)
                .setting("autovacuum_max_workers", 3)
                .machine(64 * Made.GB, 16, Disk.NVME);
    }
}
