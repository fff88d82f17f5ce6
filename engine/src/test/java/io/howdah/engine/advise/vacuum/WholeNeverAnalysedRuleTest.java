package io.howdah.engine.advise.vacuum;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import io.howdah.engine.catalog.Relation.Kind;
import org.junit.jupiter.api.Test;

class WholeNeverAnalysedRuleTest {

    private final WholeNeverAnalysedRule rule = new WholeNeverAnalysedRule();

    @Test
    void sees_a_whole_without_statistics() {
        assertThat(Made.server()
                        .table(MadeTable.named("all")
                                .partitioned()
                                .column("a", "pg_catalog.int4", 0)
                                .made())
                        .table(MadeTable.named("p1")
                                .partitionOf("all")
                                .rows(50000, 0)
                                .column("a", "pg_catalog.int4", 4)
                                .made())
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE table \"Te st\".\"all\": \"Te st\".\"all\", 50,000 rows in partitions, was never analysed as a whole");
    }

    @Test
    void is_silent_where_it_has_some() {
        assertThat(Made.server()
                        .table(MadeTable.named("all")
                                .partitioned()
                                .column("a", "pg_catalog.int4", 4)
                                .made())
                        .table(MadeTable.named("p1")
                                .partitionOf("all")
                                .rows(50000, 0)
                                .column("a", "pg_catalog.int4", 4)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_small_ones() {
        assertThat(Made.server()
                        .table(MadeTable.named("all")
                                .partitioned()
                                .column("a", "pg_catalog.int4", 0)
                                .made())
                        .table(MadeTable.named("p1")
                                .partitionOf("all")
                                .rows(500, 0)
                                .column("a", "pg_catalog.int4", 4)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void names_the_uppermost_with_the_rows_of_all_beneath_it() {
        assertThat(Made.server()
                        .table(whole("all").made())
                        .table(whole("part").partitionOf("all").made())
                        .table(partition("leaf", "part").made())
                        .seenBy(rule))
                .containsExactly(
                        "NOTICE table \"Te st\".\"all\": \"Te st\".\"all\", 50,000 rows in partitions, was never analysed as a whole");
    }

    @Test
    void is_silent_where_statistics_are_hidden_and_about_plain_tables() {
        assertThat(Made.server()
                        .table(whole("all").unseen().made())
                        .table(partition("p1", "all").made())
                        .seenBy(rule))
                .isEmpty();
        assertThat(Made.server()
                        .table(whole("inherited").kind(Kind.TABLE).made())
                        .table(partition("child", "inherited").made())
                        .seenBy(rule))
                .isEmpty();
    }

    private static MadeTable whole(String name) {
        return MadeTable.named(name).partitioned().column("a", "pg_catalog.int4", 0);
    }

    private static MadeTable partition(String name, String of) {
        return MadeTable.named(name).partitionOf(of).rows(50_000, 0).column("a", "pg_catalog.int4", 4);
    }
}
