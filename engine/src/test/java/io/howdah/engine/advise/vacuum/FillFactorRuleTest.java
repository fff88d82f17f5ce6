package io.howdah.engine.advise.vacuum;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import io.howdah.engine.catalog.ServerState;
import org.junit.jupiter.api.Test;

class FillFactorRuleTest {

    private final FillFactorRule rule = new FillFactorRule();

    @Test
    void sees_updates_that_find_no_room() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(50_000, 0)
                                .written(0, 20_000, 2000, 0)
                                .index("a", Made.MB)
                                .made())
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE table \"Te st\".\"Ä b\": 90 % of the updates of \"Te st\".\"Ä b\" find no room in their page");
    }

    @Test
    void goes_by_counted_moves_where_there_are_some() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(50_000, 0)
                                .written(0, 20_000, 15000, 0)
                                .index("a", Made.MB)
                                .made())
                        .upkeep(MadeTable.named("Ä b").oid(), new ServerState.Upkeep(0, 0, 0, 0, 0, 12_000L, null))
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE table \"Te st\".\"Ä b\": 60 % of the updates of \"Te st\".\"Ä b\" find no room in their page");
    }

    @Test
    void is_silent_where_moves_are_few() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(50_000, 0)
                                .written(0, 20_000, 2000, 0)
                                .index("a", Made.MB)
                                .made())
                        .upkeep(MadeTable.named("Ä b").oid(), new ServerState.Upkeep(0, 0, 0, 0, 0, 2_000L, null))
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_an_indexed_column_is_set() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(50_000, 0)
                                .written(0, 20_000, 2000, 0)
                                .index("a", Made.MB)
                                .made())
                        .statement("update \"Te st\".\"Ä b\" set a = 1 where b = 2", 20_000, 5, 0, 0)
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void sees_where_only_other_columns_are_set() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(50_000, 0)
                                .written(0, 20_000, 2000, 0)
                                .index("a", Made.MB)
                                .made())
                        .statement("update \"Te st\".\"Ä b\" set c = 1 where a = 2", 20_000, 5, 0, 0)
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE table \"Te st\".\"Ä b\": 90 % of the updates of \"Te st\".\"Ä b\" find no room in their page");
    }

    @Test
    void is_silent_where_most_stay() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(50_000, 0)
                                .written(0, 20_000, 18000, 0)
                                .index("a", Made.MB)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_few_updates() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(50_000, 0)
                                .written(0, 9_999, 0, 0)
                                .index("a", Made.MB)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_it_was_set() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(50_000, 0)
                                .written(0, 20_000, 2000, 0)
                                .index("a", Made.MB)
                                .option("fillfactor", "70")
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_not_misled_by_updates_of_other_tables() {
        assertThat(Made.server()
                        .table(updated(2_000).made())
                        .statement("update elsewhere set a = 1 where b = 2", 20_000, 5, 0, 0)
                        .seenBy(rule))
                .hasSize(1);
    }

    @Test
    void leaves_more_room_where_more_updates_move() {
        assertThat(Made.server().table(updated(2_000).made()).mendedBy(rule))
                .containsExactly("ALTER TABLE \"Te st\".\"Ä b\" SET (fillfactor = 80);");
        assertThat(Made.server().table(updated(8_000).made()).mendedBy(rule))
                .containsExactly("ALTER TABLE \"Te st\".\"Ä b\" SET (fillfactor = 90);");
    }

    private static MadeTable updated(long inPlace) {
        return MadeTable.named("Ä b")
                .rows(50_000, 0)
                .written(0, 20_000, inPlace, 0)
                .index("a", Made.MB);
    }
}
