package io.howdah.engine.advise.vacuum;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InsertOnlyRuleTest {

    private final InsertOnlyRule rule = new InsertOnlyRule();

    @Test
    void sees_a_table_that_only_grows() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(200_000, 0)
                                .written(200000, 100, 0, 0)
                                .bytes(80 * Made.MB, 0.1)
                                .made())
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE table \"Te st\".\"Ä b\": \"Te st\".\"Ä b\" only grows, and 90 % of its pages were not vacuumed since");
    }

    @Test
    void freezes_at_once_what_is_not_touched_again() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(200_000, 0)
                                .written(200000, 100, 0, 0)
                                .bytes(80 * Made.MB, 0.1)
                                .made())
                        .mendedBy(rule))
                .containsExactly(
                        "ALTER TABLE \"Te st\".\"Ä b\" SET (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_insert_threshold = 10000, autovacuum_freeze_min_age = 0, autovacuum_analyze_scale_factor = 0.02);");
    }

    @Test
    void is_silent_where_pages_are_known_as_visible() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(200_000, 0)
                                .written(200000, 100, 0, 0)
                                .bytes(80 * Made.MB, 0.95)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_tables_that_are_updated() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(200_000, 0)
                                .written(200000, 50000, 0, 0)
                                .bytes(80 * Made.MB, 0.1)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_tables_that_rest() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(200_000, 0)
                                .written(1000, 0, 0, 0)
                                .bytes(80 * Made.MB, 0.1)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_it_was_set() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(200_000, 0)
                                .written(200000, 100, 0, 0)
                                .bytes(80 * Made.MB, 0.1)
                                .option("autovacuum_vacuum_insert_scale_factor", "0.1")
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_small_and_temporary_tables() {
        assertThat(Made.server().table(grown("t").rows(99_999, 0).made()).seenBy(rule))
                .isEmpty();
        assertThat(Made.server().table(grown("t").temporary().made()).seenBy(rule))
                .isEmpty();
    }

    @Test
    void says_on_how_many_partitions_it_is_set() {
        assertThat(why(grown("one"))).doesNotContain("partitions");
        assertThat(why(grown("p1").partitionOf("all"), grown("p2").partitionOf("all")))
                .endsWith("Set on each of its 2 partitions.");
    }

    private String why(MadeTable... tables) {
        var server = Made.server().table(MadeTable.named("all").partitioned().made());
        Stream.of(tables).map(MadeTable::made).forEach(server::table);
        return rule.examine(server.scene()).getFirst().why();
    }

    private static MadeTable grown(String name) {
        return MadeTable.named(name).rows(200_000, 0).written(200_000, 0, 0, 0).bytes(80 * Made.MB, 0.1);
    }
}
