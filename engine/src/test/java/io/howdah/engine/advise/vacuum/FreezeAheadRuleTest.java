package io.howdah.engine.advise.vacuum;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import org.junit.jupiter.api.Test;

class FreezeAheadRuleTest {

    private final FreezeAheadRule rule = new FreezeAheadRule();

    @Test
    void sees_a_large_table_that_is_next() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(5, 0)
                                .bytes(20 * Made.GB, 0)
                                .age(190_000_000)
                                .made())
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE table \"Te st\".\"Ä b\": in 10 million transactions \"Te st\".\"Ä b\" (20 GB) is vacuumed against wraparound");
    }

    @Test
    void goes_by_the_tables_own_limit_where_it_is_lower_than_the_servers() {
        assertThat(limited("100000000").seenBy(rule)).hasSize(1);
        assertThat(limited("900000000").seenBy(rule)).isEmpty();
        assertThat(limited("900000000")
                        .setting("autovacuum_freeze_max_age", 100_000_000)
                        .seenBy(rule))
                .hasSize(1);
    }

    private static Made limited(String own) {
        return Made.server()
                .table(MadeTable.named("Ä b")
                        .rows(5, 0)
                        .bytes(20 * Made.GB, 0)
                        .age(95_000_000)
                        .option("autovacuum_freeze_max_age", own)
                        .made());
    }

    @Test
    void is_silent_about_small_ones() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(5, 0)
                                .bytes(1 * Made.GB, 0)
                                .age(190_000_000)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_young_ones() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(5, 0)
                                .bytes(20 * Made.GB, 0)
                                .age(100_000_000)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void leaves_those_beyond_to_the_rule_on_wraparound() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(5, 0)
                                .bytes(20 * Made.GB, 0)
                                .age(250_000_000)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }
}
