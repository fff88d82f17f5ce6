package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import org.junit.jupiter.api.Test;

class MaintenanceMemoryRuleTest {

    private final MaintenanceMemoryRule rule = new MaintenanceMemoryRule();

    @Test
    void sees_little_memory_for_large_indexes() {
        assertThat(Made.server()
                        .setting("maintenance_work_mem", 64 * Made.MB)
                        .table(MadeTable.named("Ä b").index("a", Made.GB).made())
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .containsExactly(
                        "INFO setting maintenance_work_mem: index builds and vacuum may take 64 MB each; 2 GB fits this machine");
    }

    @Test
    void is_silent_where_every_index_fits() {
        assertThat(Made.server()
                        .setting("maintenance_work_mem", 64 * Made.MB)
                        .table(MadeTable.named("Ä b").index("a", Made.MB).made())
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_there_is_enough() {
        assertThat(Made.server()
                        .setting("maintenance_work_mem", Made.GB)
                        .table(MadeTable.named("Ä b").index("a", 2 * Made.GB).made())
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void goes_no_further_than_vacuum_could_before_17() {
        var older = large().version(160_000).setting("maintenance_work_mem", 64 * Made.MB);

        assertThat(older.seenBy(rule))
                .containsExactly(
                        "INFO setting maintenance_work_mem: index builds and vacuum may take 64 MB each; 1 GB fits this machine");
    }

    @Test
    void is_silent_where_the_setting_is_not_known() {
        assertThat(large().seenBy(rule)).isEmpty();
    }

    private static Made large() {
        return Made.server()
                .table(MadeTable.named("Ä b").index("a", Made.GB).made())
                .machine(64 * Made.GB, 16, Disk.NVME);
    }
}
