package io.howdah.engine.advise.vacuum;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AutovacuumTuningRuleTest {

    private final AutovacuumTuningRule rule = new AutovacuumTuningRule();

    @Test
    void sees_a_table_that_changes_all_over() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(50_000, 5_000)
                                .written(50_000, 40_000, 0, 10_000)
                                .made())
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE table \"Te st\".\"Ä b\": \"Te st\".\"Ä b\" is updated much and vacuumed late: at 20 % dead rows");
    }

    @Test
    void warns_where_much_is_dead() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(50_000, 20_000)
                                .bytes(100 * Made.MB, 0)
                                .written(50_000, 90_000, 0, 0)
                                .made())
                        .seenBy(rule))
                .containsExactly(
                        "WARNING table \"Te st\".\"Ä b\": \"Te st\".\"Ä b\" is updated much and vacuumed late: at 20 % dead rows");
    }

    @Test
    void writes_parameters_of_the_table() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(50_000, 5_000)
                                .written(50_000, 40_000, 0, 10_000)
                                .made())
                        .mendedBy(rule))
                .containsExactly(
                        "ALTER TABLE \"Te st\".\"Ä b\" SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000, autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 1000);");
    }

    @Test
    void names_partitions_with_their_table() {
        assertThat(Made.server()
                        .table(MadeTable.named("all").partitioned().made())
                        .table(MadeTable.named("p1")
                                .partitionOf("all")
                                .rows(50_000, 0)
                                .written(0, 60_000, 0, 0)
                                .made())
                        .table(MadeTable.named("p2")
                                .partitionOf("all")
                                .rows(50_000, 0)
                                .written(0, 60_000, 0, 0)
                                .made())
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE table \"Te st\".\"all\": \"Te st\".\"all\" is updated much and vacuumed late: at 20 % dead rows");
    }

    @Test
    void sees_a_large_table_that_changes_at_all() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(20_000_000, 5_000)
                                .written(0, 40_000, 0, 0)
                                .made())
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE table \"Te st\".\"Ä b\": \"Te st\".\"Ä b\" is updated much and vacuumed late: at 20 % dead rows");
    }

    @Test
    void is_silent_about_tables_that_rest() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(50_000, 5_000)
                                .written(50_000, 20_000, 0, 10_000)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_small_tables() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(5_000, 0)
                                .written(0, 90_000, 0, 0)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_it_was_set() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(50_000, 0)
                                .written(0, 90_000, 0, 0)
                                .option("autovacuum_vacuum_scale_factor", "0.05")
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_the_server_comes_early_or_the_table_has_a_threshold_of_its_own() {
        assertThat(Made.server()
                        .setting("autovacuum_vacuum_scale_factor", 0.05)
                        .table(updated("t").made())
                        .seenBy(rule))
                .isEmpty();
        assertThat(Made.server()
                        .table(updated("t")
                                .option("autovacuum_vacuum_threshold", "5000")
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void takes_smaller_steps_in_a_larger_table_and_none_while_it_rests() {
        assertThat(large(40_000).mendedBy(rule))
                .first()
                .asString()
                .contains("autovacuum_vacuum_scale_factor = 0.005", "autovacuum_analyze_scale_factor = 0.005");
        assertThat(large(9_999).seenBy(rule)).isEmpty();
    }

    @Test
    void takes_it_lighter_where_the_dead_rows_are_few_megabytes() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(50_000, 20_000)
                                .written(50_000, 90_000, 0, 0)
                                .made())
                        .seenBy(rule))
                .first()
                .asString()
                .startsWith("NOTICE");
    }

    private static Made large(long updates) {
        return Made.server()
                .table(MadeTable.named("Ä b")
                        .rows(10_000_000, 0)
                        .written(0, updates, 0, 0)
                        .made());
    }

    @Test
    void says_on_how_many_partitions_it_is_set() {
        assertThat(why(updated("one"))).doesNotContain("partitions");
        assertThat(why(updated("p1").partitionOf("all"), updated("p2").partitionOf("all")))
                .endsWith("Set on each of its 2 partitions.");
    }

    @Test
    void is_silent_about_temporary_tables() {
        assertThat(Made.server().table(updated("t").temporary().made()).seenBy(rule))
                .isEmpty();
    }

    @Test
    void counts_changes_of_a_short_time_by_the_month() {
        assertThat(slow(3000).running(Duration.ofDays(1)).seenBy(rule)).hasSize(1);
        assertThat(slow(3000)
                        .running(Duration.ofDays(90))
                        .reset(Duration.ofDays(1))
                        .seenBy(rule))
                .hasSize(1);
        assertThat(slow(3000).running(Duration.ofDays(10)).seenBy(rule)).isEmpty();
        assertThat(slow(3000)
                        .running(Duration.ofDays(1))
                        .reset(Duration.ofDays(10))
                        .seenBy(rule))
                .isEmpty();
        assertThat(slow(3000).seenBy(rule)).as("the time is not known").isEmpty();
    }

    @Test
    void takes_no_few_changes_and_no_time_at_all_for_a_pace() {
        assertThat(slow(19).running(Duration.ofMinutes(1)).seenBy(rule)).isEmpty();
        assertThat(slow(3000).running(Duration.ZERO).seenBy(rule)).isEmpty();
    }

    @Test
    void asks_for_a_fifth_of_a_large_tables_rows_in_a_month() {
        assertThat(slow(500_000, 3_500).running(Duration.ofDays(1)).seenBy(rule))
                .hasSize(1);
        assertThat(slow(500_000, 3_000).running(Duration.ofDays(1)).seenBy(rule))
                .isEmpty();
        assertThat(slow(490_000, 3_500).running(Duration.ofDays(1)).seenBy(rule))
                .isEmpty();
    }

    private static Made slow(long updated) {
        return slow(50_000, updated);
    }

    private static Made slow(long rows, long updated) {
        return Made.server()
                .table(MadeTable.named("Ä b")
                        .rows(rows, 0)
                        .written(0, updated, 0, 0)
                        .made());
    }

    private String why(MadeTable... tables) {
        var server = Made.server().table(MadeTable.named("all").partitioned().made());
        Stream.of(tables).map(MadeTable::made).forEach(server::table);
        return rule.examine(server.scene()).getFirst().why();
    }

    private static MadeTable updated(String name) {
        return MadeTable.named(name).rows(50_000, 0).written(0, 60_000, 0, 0);
    }
}
