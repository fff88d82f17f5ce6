package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import org.junit.jupiter.api.Test;

class AutovacuumCapacityRuleTest {

    private final AutovacuumCapacityRule rule = new AutovacuumCapacityRule();

    @Test
    void sees_workers_that_do_not_get_through() {
        assertThat(Made.server()
                        .setting("autovacuum_max_workers", 3)
                        .setting("autovacuum_vacuum_cost_limit", -1)
                        .activity("autovacuum_workers", 3)
                        .table(MadeTable.named("a").rows(1000, 600).made())
                        .table(MadeTable.named("b").rows(1000, 600).made())
                        .table(MadeTable.named("c").rows(1000, 600).made())
                        .seenBy(rule))
                .containsExactly(
                        "WARNING setting autovacuum_vacuum_cost_limit: all 3 workers of autovacuum are busy, and 3 tables are overdue");
    }

    @Test
    void raises_the_limit_whatever_it_is() {
        assertThat(busy(-1).setting("vacuum_cost_limit", 200).mendedBy(rule))
                .contains("ALTER SYSTEM SET autovacuum_vacuum_cost_limit = '2000';");
        assertThat(busy(-1).setting("vacuum_cost_limit", 3000).mendedBy(rule))
                .contains("ALTER SYSTEM SET autovacuum_vacuum_cost_limit = '6000';");
        assertThat(busy(8000).mendedBy(rule)).contains("ALTER SYSTEM SET autovacuum_vacuum_cost_limit = '10000';");
    }

    private static Made busy(double limit) {
        return Made.server()
                .setting("autovacuum_max_workers", 3)
                .setting("autovacuum_vacuum_cost_limit", limit)
                .activity("autovacuum_workers", 3)
                .table(MadeTable.named("a").rows(1000, 600).made())
                .table(MadeTable.named("b").rows(1000, 600).made())
                .table(MadeTable.named("c").rows(1000, 600).made());
    }

    @Test
    void is_silent_where_a_worker_is_free() {
        assertThat(Made.server()
                        .setting("autovacuum_max_workers", 3)
                        .setting("autovacuum_vacuum_cost_limit", -1)
                        .activity("autovacuum_workers", 2)
                        .table(MadeTable.named("a").rows(1000, 600).made())
                        .table(MadeTable.named("b").rows(1000, 600).made())
                        .table(MadeTable.named("c").rows(1000, 600).made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_few_tables_are_overdue() {
        assertThat(Made.server()
                        .setting("autovacuum_max_workers", 3)
                        .setting("autovacuum_vacuum_cost_limit", -1)
                        .activity("autovacuum_workers", 3)
                        .table(MadeTable.named("a").rows(1000, 600).made())
                        .table(MadeTable.named("b").rows(1000, 600).made())
                        .table(MadeTable.named("c").rows(1000, 400).made())
                        .seenBy(rule))
                .isEmpty();
    }
}
