package io.howdah.engine.advise.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
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
}
