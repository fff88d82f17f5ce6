package io.howdah.engine.advise.vacuum;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.ServerState;
import java.util.List;
import org.junit.jupiter.api.Test;

class VacuumPassesRuleTest {

    private final VacuumPassesRule rule = new VacuumPassesRule();

    @Test
    void sees_a_vacuum_in_its_third_pass() {
        assertThat(Made.server()
                        .version(180006)
                        .setting("maintenance_work_mem", 64 * Made.MB)
                        .setting("autovacuum_work_mem", -1)
                        .table(MadeTable.named("Ä b")
                                .rows(1000, 0)
                                .index("a", Made.GB)
                                .made())
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                s.subscriptions(),
                                s.collations(),
                                List.of(new ServerState.Vacuum(
                                        7, new QualifiedName("Te st", "Ä b"), "vacuuming indexes", 100, 50, 2)),
                                s.withoutIdentity(),
                                s.standby()))
                        .seenBy(rule))
                .containsExactly(
                        "WARNING table \"Te st\".\"Ä b\": the vacuum of \"Te st\".\"Ä b\" at work has gone through its indexes 2 times so far");
    }

    @Test
    void foresees_one_before_17() {
        assertThat(Made.server()
                        .version(160000)
                        .setting("maintenance_work_mem", 64 * Made.MB)
                        .setting("autovacuum_work_mem", -1)
                        .table(MadeTable.named("Ä b")
                                .rows(100_000_000, 0)
                                .index("a", Made.GB)
                                .made())
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE table \"Te st\".\"Ä b\": \"Te st\".\"Ä b\" will have 20 million dead rows when its vacuum is due; it remembers 11 million");
    }

    @Test
    void is_silent_from_17_on() {
        assertThat(Made.server()
                        .version(170000)
                        .setting("maintenance_work_mem", 64 * Made.MB)
                        .setting("autovacuum_work_mem", -1)
                        .table(MadeTable.named("Ä b")
                                .rows(100_000_000, 0)
                                .index("a", Made.GB)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_rows_fit() {
        assertThat(Made.server()
                        .version(160000)
                        .setting("maintenance_work_mem", 64 * Made.MB)
                        .setting("autovacuum_work_mem", -1)
                        .table(MadeTable.named("Ä b")
                                .rows(10_000_000, 0)
                                .index("a", Made.GB)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_in_the_second_pass() {
        assertThat(Made.server()
                        .version(180006)
                        .setting("maintenance_work_mem", 64 * Made.MB)
                        .setting("autovacuum_work_mem", -1)
                        .table(MadeTable.named("Ä b")
                                .rows(1000, 0)
                                .index("a", Made.GB)
                                .made())
                        .state(s -> new ServerState(
                                s.counters(),
                                s.tables(),
                                s.io(),
                                s.extensions(),
                                s.subscriptions(),
                                s.collations(),
                                List.of(new ServerState.Vacuum(
                                        7, new QualifiedName("Te st", "Ä b"), "vacuuming indexes", 100, 50, 1)),
                                s.withoutIdentity(),
                                s.standby()))
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_autovacuum_has_memory_of_its_own_and_about_tables_without_an_index() {
        assertThat(foreseen(Made.GB, large().index("a", Made.GB))).isEmpty();
        assertThat(foreseen(-1, large())).isEmpty();
    }

    @Test
    void asks_for_no_more_memory_than_vacuum_can_use() {
        assertThat(coming(160000, Made.GB / 2).mendedBy(rule))
                .contains("ALTER SYSTEM SET autovacuum_work_mem = '1GB';");
        assertThat(coming(160000, Made.GB).seenBy(rule)).hasSize(1);
        assertThat(coming(160000, Made.GB).mendedBy(rule)).isEmpty();
        assertThat(inThirdPass(coming(170000, 2 * Made.GB)).mendedBy(rule))
                .contains("ALTER SYSTEM SET autovacuum_work_mem = '8GB';");
    }

    private static Made coming(int version, long memory) {
        return Made.server()
                .version(version)
                .setting("autovacuum_work_mem", memory)
                .table(MadeTable.named("Ä b")
                        .rows(2_000_000_000, 0)
                        .index("a", Made.GB)
                        .made());
    }

    private static Made inThirdPass(Made server) {
        return server.state(s -> new ServerState(
                s.counters(),
                s.tables(),
                s.io(),
                s.extensions(),
                s.subscriptions(),
                s.collations(),
                List.of(new ServerState.Vacuum(7, new QualifiedName("Te st", "Ä b"), "vacuuming indexes", 100, 50, 2)),
                s.withoutIdentity(),
                s.standby()));
    }

    private static MadeTable large() {
        return MadeTable.named("Ä b").rows(100_000_000, 0);
    }

    private List<String> foreseen(long memory, MadeTable table) {
        return Made.server()
                .version(160000)
                .setting("maintenance_work_mem", 64 * Made.MB)
                .setting("autovacuum_work_mem", memory)
                .table(table.made())
                .seenBy(rule);
    }
}
