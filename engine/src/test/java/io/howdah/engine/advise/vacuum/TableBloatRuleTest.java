package io.howdah.engine.advise.vacuum;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import io.howdah.engine.catalog.Relation.Kind;
import io.howdah.engine.catalog.ServerState;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableBloatRuleTest {

    private final TableBloatRule rule = new TableBloatRule();

    @Test
    void sees_pages_without_rows_by_estimate() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(100_000, 0)
                                .bytes(100 * Made.MB, 0)
                                .column("a", "pg_catalog.int4", 4)
                                .made())
                        .seenBy(rule))
                .containsExactly("NOTICE table \"Te st\".\"Ä b\": 97 % of \"Te st\".\"Ä b\", 97 MB, holds no rows");
    }

    @Test
    void believes_what_was_seen_over_the_estimate() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(100_000, 0)
                                .bytes(100 * Made.MB, 0)
                                .column("a", "pg_catalog.int4", 4)
                                .made())
                        .upkeep(
                                MadeTable.named("Ä b").oid(),
                                new ServerState.Upkeep(
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        null,
                                        new ServerState.Space(100 * Made.MB, 50 * Made.MB, 5 * Made.MB, 5 * Made.MB)))
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void sees_pages_without_rows_exactly() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(100_000, 0)
                                .bytes(100 * Made.MB, 0)
                                .column("a", "pg_catalog.int4", 4)
                                .made())
                        .upkeep(
                                MadeTable.named("Ä b").oid(),
                                new ServerState.Upkeep(
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        null,
                                        new ServerState.Space(100 * Made.MB, 50 * Made.MB, 20 * Made.MB, 25 * Made.MB)))
                        .seenBy(rule))
                .containsExactly("NOTICE table \"Te st\".\"Ä b\": 45 % of \"Te st\".\"Ä b\", 45 MB, holds no rows");
    }

    @Test
    void is_silent_without_statistics() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(100_000, 0)
                                .bytes(100 * Made.MB, 0)
                                .column("a", "pg_catalog.int4", 0)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void leaves_the_room_of_the_fill_factor_alone() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(100_000, 0)
                                .bytes(100 * Made.MB, 0)
                                .column("a", "pg_catalog.int4", 4)
                                .option("fillfactor", "10")
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_full_tables() {
        assertThat(Made.server()
                        .table(MadeTable.named("Ä b")
                                .rows(100_000, 0)
                                .bytes(100 * Made.MB, 0)
                                .column("a", "pg_catalog.int4", 900)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void asks_more_of_an_estimate_than_of_a_count() {
        assertThat(Made.server().table(empty("t").rows(1_792_000, 0).made()).seenBy(rule))
                .as("two fifths by an estimate")
                .isEmpty();
        assertThat(counted(40)).containsExactly("NOTICE table \"Te st\".t: 40 % of \"Te st\".t, 40 MB, holds no rows");
        assertThat(counted(25)).isEmpty();
    }

    /** What is seen of a table of 100 MB of which so much was counted as free. */
    private List<String> counted(long megabytes) {
        var space = new ServerState.Space(100 * Made.MB, (100 - megabytes) * Made.MB, 0, megabytes * Made.MB);
        return Made.server()
                .table(empty("t").made())
                .upkeep(empty("t").oid(), new ServerState.Upkeep(0, 0, 0, 0, 0, null, space))
                .seenBy(rule);
    }

    @Test
    void sees_a_materialized_view_but_no_view() {
        assertThat(Made.server()
                        .table(empty("m").kind(Kind.MATERIALIZED_VIEW).made())
                        .table(empty("v").kind(Kind.VIEW).made())
                        .seenBy(rule))
                .containsExactly("NOTICE table \"Te st\".m: 97 % of \"Te st\".m, 97 MB, holds no rows");
    }

    @Test
    void suspects_tables_that_waste_much_of_themselves_the_most_wasteful_first() {
        var catalog = Made.server()
                .table(empty("t").made())
                .table(empty("larger").bytes(200 * Made.MB, 0).made())
                .table(empty("m").kind(Kind.MATERIALIZED_VIEW).made())
                .table(empty("small").bytes(10 * Made.MB, 0).rows(1, 0).made())
                .table(empty("full").rows(2_500_000, 0).made())
                .scene()
                .catalog();

        assertThat(TableBloatRule.suspects(catalog))
                .extracting(r -> r.name().name())
                .containsExactly("larger", "t");
    }

    private static MadeTable empty(String name) {
        return MadeTable.named(name).rows(100_000, 0).bytes(100 * Made.MB, 0).column("a", "pg_catalog.int4", 4);
    }
}
