package io.howdah.engine.advise.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Setting;
import org.junit.jupiter.api.Test;

class UpgradeBlockersRuleTest {

    private final UpgradeBlockersRule rule = new UpgradeBlockersRule();

    @Test
    void sees_what_pg_upgrade_stops_at() {
        assertThat(Made.server()
                        .version(140024)
                        .table(MadeTable.named("Ä b")
                                .column("f", "pg_catalog.regproc", 4)
                                .made())
                        .slot("l", "logical", 1L, null)
                        .setting("old_snapshot_threshold", 60)
                        .prepared("g", 1)
                        .seenBy(rule))
                .containsExactly("INFO server: 4 things stand in the way of the next major version");
    }

    @Test
    void is_silent_where_nothing_is_in_the_way() {
        assertThat(Made.server()
                        .version(140024)
                        .table(MadeTable.named("Ä b")
                                .column("f", "pg_catalog.regclass", 4)
                                .made())
                        .slot("p", "physical", 1L, null)
                        .setting("work_mem", 4096)
                        .setting(
                                new Setting("old_snapshot_threshold", "-1", null, "default", "postmaster", null, false))
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_about_logical_slots_from_17_on() {
        assertThat(Made.server().version(170012).slot("l", "logical", 1L, null).seenBy(rule))
                .isEmpty();
    }

    @Test
    void sees_pages_without_checksums_and_grants_in_rows_where_the_next_version_minds() {
        assertThat(without(150_020).evidenceOf(rule))
                .containsExactly(
                        "the column g of \"Te st\".\"Ä b\" is of type aclitem",
                        "pages have no checksums here, and initdb of 18 makes them: pg_checksums --enable before, or initdb"
                                + " --no-data-checksums");
        assertThat(without(160_016).evidenceOf(rule)).singleElement().asString().startsWith("pages");
        assertThat(without(180_006).evidenceOf(rule)).isEmpty();
    }

    @Test
    void names_what_is_there_instead() {
        assertThat(Made.server()
                        .version(150_020)
                        .setting("force_parallel_mode", "on")
                        .evidenceOf(rule))
                .containsExactly(
                        "the setting force_parallel_mode is gone in 16; debug_parallel_query does what it was for");
        assertThat(Made.server()
                        .version(150_020)
                        .setting("db_user_namespace", "on")
                        .evidenceOf(rule))
                .containsExactly("the setting db_user_namespace is gone in 17");
    }

    @Test
    void is_silent_about_columns_of_views() {
        assertThat(Made.server()
                        .version(140024)
                        .table(MadeTable.named("Ä b")
                                .kind(Relation.Kind.VIEW)
                                .column("f", "pg_catalog.regproc", 4)
                                .made())
                        .seenBy(rule))
                .isEmpty();
    }

    @Test
    void sees_one_thing_before_the_version_that_carries_it_over() {
        assertThat(Made.server().version(160016).slot("l", "logical", 1L, null).seenBy(rule))
                .containsExactly("INFO server: 1 thing stands in the way of the next major version");
        assertThat(without(170_012).evidenceOf(rule)).singleElement().asString().startsWith("pages");
    }

    @Test
    void offers_the_planner_of_the_newest_to_older_versions_alone() {
        assertThat(Made.server().version(170_012).prepared("g", 1).reasonsOf(rule))
                .singleElement()
                .asString()
                .contains("howdah what-if --postgres 18");
        assertThat(Made.server().version(180_007).prepared("g", 1).reasonsOf(rule))
                .singleElement()
                .asString()
                .doesNotContain("what-if");
    }

    private static Made without(int version) {
        return Made.server()
                .version(version)
                .setting("data_checksums", "off")
                .table(MadeTable.named("Ä b")
                        .column("g", "pg_catalog.aclitem", 12)
                        .made());
    }
}
