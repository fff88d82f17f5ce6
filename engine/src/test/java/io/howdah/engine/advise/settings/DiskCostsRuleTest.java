package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class DiskCostsRuleTest {

    private final DiskCostsRule rule = new DiskCostsRule();

    @Test
    void sees_the_costs_of_a_turning_disk_on_flash() {
        assertThat(Made.server()
                        .setting("random_page_cost", 4)
                        .setting("seq_page_cost", 1)
                        .setting("effective_io_concurrency", 1)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE setting random_page_cost: the planner takes a random read for 4 times as dear as a sequential one, on nvme");
    }

    @Test
    void is_silent_on_a_turning_disk() {
        assertThat(Made.server()
                        .setting("random_page_cost", 4)
                        .setting("seq_page_cost", 1)
                        .setting("effective_io_concurrency", 1)
                        .machine(64 * Made.GB, 16, Disk.HDD)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_they_fit() {
        assertThat(Made.server()
                        .setting("random_page_cost", 1.1)
                        .setting("seq_page_cost", 1)
                        .setting("effective_io_concurrency", 200)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_the_machine_is_not_known() {
        assertThat(Made.server()
                        .setting("random_page_cost", 4)
                        .setting("seq_page_cost", 1)
                        .setting("effective_io_concurrency", 1)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void raises_a_concurrency_that_is_low() {
        assertThat(costly().setting("effective_io_concurrency", 1).mendedBy(rule))
                .contains("ALTER SYSTEM SET effective_io_concurrency = '200';");
        assertThat(costly().setting("effective_io_concurrency", 16).mendedBy(rule))
                .noneMatch(sql -> sql.contains("effective_io_concurrency"));
    }

    @Test
    void sees_few_pages_asked_for_ahead_where_the_costs_fit() {
        assertThat(fitting().setting("effective_io_concurrency", 1).seenBy(rule))
                .containsExactly(
                        "INFO setting effective_io_concurrency: effective_io_concurrency asks for few pages ahead, on ssd");
        assertThat(fitting().setting("effective_io_concurrency", 1).mendedBy(rule))
                .contains("ALTER SYSTEM SET effective_io_concurrency = '200';")
                .noneMatch(sql -> sql.contains("random_page_cost"));
        assertThat(fitting().setting("effective_io_concurrency", 16).seenBy(rule))
                .isEmpty();
    }

    private static Made fitting() {
        return Made.server()
                .setting("random_page_cost", 1.1)
                .setting("seq_page_cost", 1)
                .machine(64 * Made.GB, 16, Disk.SSD);
    }

    private static Made costly() {
        return Made.server()
                .setting("random_page_cost", 4)
                .setting("seq_page_cost", 1)
                .machine(64 * Made.GB, 16, Disk.NVME);
    }
}
