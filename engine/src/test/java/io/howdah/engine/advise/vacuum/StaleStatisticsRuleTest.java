package io.howdah.engine.advise.vacuum;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import org.junit.jupiter.api.Test;

class StaleStatisticsRuleTest {

    private final StaleStatisticsRule rule = new StaleStatisticsRule();

    @Test
    void sees_statistics_of_another_table() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(10000, 0)
                                .modified(6_000)
                                .made())
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE table \"Te st\".\"Ä b\": the statistics of \"Te st\".\"Ä b\" are old: 6,000 rows changed since, of 10,000");
    }

    @Test
    void warns_where_every_row_changed() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(10000, 0)
                                .modified(20_000)
                                .made())
                        .seenBy(rule))
                .containsExactly(
                        "WARNING table \"Te st\".\"Ä b\": the statistics of \"Te st\".\"Ä b\" are old: 20,000 rows changed since, of 10,000");
    }

    @Test
    void is_silent_about_few_changes() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(10000, 0)
                                .modified(4_000)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_temporary_tables() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(10000, 0)
                                .modified(6_000)
                                .temporary()
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void leaves_those_never_analysed_to_another_rule() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(10000, 0)
                                .modifiedUnanalysed(6_000)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_small_tables() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(500, 0)
                                .modified(6_000)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void sees_what_changed_since_autovacuum_was_there() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(10000, 0)
                                .modifiedSinceAutoanalyze(6_000)
                                .made())
                        .seenBy(rule))
                .hasSize(1);
    }

    @Test
    void says_when_it_was_last_analysed_by_anybody() {
        assertThat(Made.server()
                        .table(MadeTable.named("t")
                                .rows(10000, 0)
                                .modifiedSinceBoth(6_000)
                                .made())
                        .evidenceOf(rule))
                .containsExactly("last analysed " + Made.NOW);
    }
}
