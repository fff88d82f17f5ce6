package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class ManyConnectionsRuleTest {

    private final ManyConnectionsRule rule = new ManyConnectionsRule();

    @Test
    void sees_more_than_the_cores_can_work_for() {
        assertThat(Made.server()
                        .setting("max_connections", 1000)
                        .activity("connections", 50)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE setting max_connections: 1,000 connections are allowed on 16 cores, 50 are open");
    }

    @Test
    void warns_where_they_are_open() {
        assertThat(Made.server()
                        .setting("max_connections", 1000)
                        .activity("connections", 400)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .containsExactly(
                        "WARNING setting max_connections: 1,000 connections are allowed on 16 cores, 400 are open");
    }

    @Test
    void is_silent_where_they_fit() {
        assertThat(Made.server()
                        .setting("max_connections", 300)
                        .machine(64 * Made.GB, 16, Disk.NVME)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void goes_by_500_where_the_machine_is_not_known() {
        assertThat(Made.server()
                        .setting("max_connections", 501)
                        .activity("connections", 5)
                        .seenBy(rule))
                .containsExactly("NOTICE setting max_connections: 501 connections are allowed, 5 are open");
    }
}
