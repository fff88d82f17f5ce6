package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class IoMethodRuleTest {

    private final IoMethodRule rule = new IoMethodRule();

    @Test
    void sees_synchronous_reads() {
        assertThat(Made.server().setting("io_method", "sync").seenBy(rule))
                .containsExactly("INFO setting io_method: reads are synchronous: io_method is sync");
    }

    @Test
    void sees_few_workers_for_many_cores() {
        assertThat(Made.server()
                        .setting("io_method", "worker")
                        .setting("io_workers", 3)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .containsExactly("INFO setting io_workers: 3 workers read for 16 cores");
    }

    @Test
    void is_silent_on_few_cores() {
        assertThat(Made.server()
                        .setting("io_method", "worker")
                        .setting("io_workers", 3)
                        .machine(Made.GB, 4, Disk.SSD)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_more_workers_read() {
        assertThat(Made.server()
                        .setting("io_method", "worker")
                        .setting("io_workers", 4)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_before_18() {
        assertThat(Made.server()
                        .version(170000)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .isEmpty();
    }
}
