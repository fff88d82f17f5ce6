package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class WorkMemoryRuleTest {

    private final WorkMemoryRule rule = new WorkMemoryRule();

    @Test
    void sees_statements_that_spill_where_there_is_memory() {
        assertThat(Made.server()
                        .setting("work_mem", 4 * Made.MB)
                        .setting("hash_mem_multiplier", 2)
                        .setting("max_connections", 100)
                        .setting("shared_buffers", 16 * Made.GB)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .statement("select * from t where a = 'secret' order by b", 10, 500, 0, 5000)
                        .statement("select 1", 1, 500, 0, 0)
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE setting work_mem: sorts and hashes of 1 statement go to disk with work_mem at 4 MB; 96 MB can be afforded");
    }

    @Test
    void is_silent_where_nothing_spills() {
        assertThat(Made.server()
                        .setting("work_mem", 4 * Made.MB)
                        .setting("hash_mem_multiplier", 2)
                        .setting("max_connections", 100)
                        .setting("shared_buffers", 16 * Made.GB)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .statement("select 1", 10, 500, 0, 0)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_more_cannot_be_afforded() {
        assertThat(Made.server()
                        .setting("work_mem", 96 * Made.MB)
                        .setting("hash_mem_multiplier", 2)
                        .setting("max_connections", 100)
                        .setting("shared_buffers", 16 * Made.GB)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .statement("select 2", 10, 500, 0, 5000)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_what_takes_no_time() {
        assertThat(Made.server()
                        .setting("work_mem", 4 * Made.MB)
                        .setting("hash_mem_multiplier", 2)
                        .setting("max_connections", 100)
                        .setting("shared_buffers", 16 * Made.GB)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .statement("select 2", 10, 1, 0, 5000)
                        .statement("select 1", 1, 500, 0, 0)
                        .seenBy(rule))
                .isEmpty();
    }
}
