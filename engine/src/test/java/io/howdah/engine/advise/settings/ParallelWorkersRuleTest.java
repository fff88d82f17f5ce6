package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class ParallelWorkersRuleTest {

    private final ParallelWorkersRule rule = new ParallelWorkersRule();

    @Test
    void sees_more_workers_for_one_query_than_cores() {
        assertThat(Made.server()
                        .setting("max_parallel_workers_per_gather", 8)
                        .setting("max_parallel_workers", 8)
                        .setting("max_worker_processes", 8)
                        .machine(8 * Made.GB, 4, Disk.SSD)
                        .seenBy(rule))
                .containsExactly("NOTICE setting max_parallel_workers_per_gather: 8 workers for one query on 4 cores");
    }

    @Test
    void sees_cores_that_stay_idle() {
        assertThat(Made.server()
                        .setting("max_parallel_workers_per_gather", 2)
                        .setting("max_parallel_workers", 8)
                        .setting("max_worker_processes", 8)
                        .machine(8 * Made.GB, 32, Disk.SSD)
                        .seenBy(rule))
                .containsExactly(
                        "INFO setting max_parallel_workers_per_gather: all queries together may use 8 of 32 cores for parallel work");
    }

    @Test
    void takes_no_workers_from_a_query_where_cores_stay_idle() {
        assertThat(Made.server()
                        .setting("max_parallel_workers_per_gather", 8)
                        .setting("max_parallel_workers", 8)
                        .setting("max_worker_processes", 8)
                        .machine(8 * Made.GB, 32, Disk.SSD)
                        .mendedBy(rule))
                .contains("ALTER SYSTEM SET max_parallel_workers_per_gather = '8';");
    }

    @Test
    void is_silent_where_they_fit() {
        assertThat(Made.server()
                        .setting("max_parallel_workers_per_gather", 2)
                        .setting("max_parallel_workers", 8)
                        .setting("max_worker_processes", 8)
                        .machine(8 * Made.GB, 16, Disk.SSD)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void leaves_few_cores_to_queries_of_one_process() {
        assertThat(Made.server()
                        .setting("max_parallel_workers_per_gather", 2)
                        .setting("max_parallel_workers", 2)
                        .setting("max_worker_processes", 8)
                        .machine(8 * Made.GB, 11, Disk.SSD)
                        .seenBy(rule))
                .isEmpty();
    }
}
