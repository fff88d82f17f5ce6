package io.howdah.engine.advise.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Setting;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@PostgresTest
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
    void is_silent_about_relations_that_hold_no_values_of_their_own() {
        for (var kind : List.of(Relation.Kind.FOREIGN_TABLE, Relation.Kind.PARTITIONED_TABLE)) {
            assertThat(Made.server()
                            .version(140024)
                            .table(MadeTable.named("Ä b")
                                    .kind(kind)
                                    .column("f", "pg_catalog.regproc", 4)
                                    .made())
                            .seenBy(rule))
                    .as("%s", kind)
                    .isEmpty();
        }
    }

    @Test
    void counts_a_column_of_a_partitioned_table_once() {
        assertThat(Made.server()
                        .version(140024)
                        .table(regproc("Ä b").partitioned().made())
                        .table(regproc("first").partitionOf("Ä b").made())
                        .table(regproc("more").partitionOf("Ä b").partitioned().made())
                        .table(regproc("second").partitionOf("more").made())
                        .table(regproc("orphan")
                                .partitionOf("of an unseen table")
                                .made())
                        .evidenceOf(rule))
                .containsExactly(
                        "the column f of \"Te st\".\"Ä b\" is of type regproc",
                        "the column f of \"Te st\".orphan is of type regproc");
    }

    @Test
    void sees_refused_types_in_arrays_domains_composite_types_and_rows(Database db) {
        db.execute(
                "create domain \"Call back\" as regproc",
                "create domain calls as \"Call back\"[]",
                "create type hook as (label text, calls calls)",
                "create type plain as (label text, seen regclass[])",
                "create table \"Kept\" (r regprocedure)",
                "create table t (a regproc[], b \"Call back\", c hook, d hook[], e \"Kept\", f pg_catalog.pg_class,"
                        + " g regclass, h text[], i plain, j plain[])");

        assertThat(refused(db).stream().map(s -> s.split(" ")[2]))
                .containsExactlyInAnyOrder("r", "a", "b", "c", "d", "e", "f");
        assertThat(refused(db))
                .filteredOn(s -> s.startsWith("the column d of "))
                .singleElement()
                .asString()
                .endsWith("hook[], which holds regproc");
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

    private List<String> refused(Database db) {
        return rule.examine(Looking.catalog(db)).stream()
                .flatMap(f -> f.evidence().stream())
                .map(Evidence::text)
                .filter(s -> s.startsWith("the column "))
                .toList();
    }

    private static MadeTable regproc(String table) {
        return MadeTable.named(table).column("f", "pg_catalog.regproc", 4);
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
