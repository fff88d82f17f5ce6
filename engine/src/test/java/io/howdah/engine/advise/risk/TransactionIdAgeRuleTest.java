package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class TransactionIdAgeRuleTest {

    private final TransactionIdAgeRule rule = new TransactionIdAgeRule();

    @Test
    void sees_a_database_whose_ids_run_out() {
        assertThat(Situation.seen(rule, aged(1_800_000_000L)))
                .containsExactly("CRITICAL database app: app has used 84 % of its transaction ids");
        assertThat(Situation.seen(rule, aged(1_100_000_000L)))
                .containsExactly("WARNING database app: app has used 51 % of its transaction ids");
    }

    @Test
    void notes_that_vacuum_does_not_get_through() {
        assertThat(Situation.seen(rule, aged(450_000_000L)))
                .containsExactly("NOTICE database app: app has used 21 % of its transaction ids");
    }

    @Test
    void is_silent_at_an_age_at_which_vacuum_is_about_to_begin() {
        assertThat(rule.examine(aged(210_000_000L))).isEmpty();
    }

    @Test
    void is_silent_about_a_fresh_server_whose_ages_it_can_read(Database db) {
        var catalog = Situation.of(db);

        assertThat(catalog.activity().databases()).anyMatch(d -> d.name().equals(db.name()) && d.xidAge() > 0);
        assertThat(rule.examine(catalog)).isEmpty();
    }

    @Test
    void counts_from_each_line_on() {
        assertThat(rule.examine(aged(399_999_999))).isEmpty();
        assertThat(severities(aged(400_000_000))).containsExactly(Severity.NOTICE);
        assertThat(severities(aged((1L << 30) - 1))).containsExactly(Severity.NOTICE);
        assertThat(severities(aged(1L << 30))).containsExactly(Severity.WARNING);
        assertThat(severities(aged(1_717_986_918))).containsExactly(Severity.WARNING);
        assertThat(severities(aged(1_717_986_919))).containsExactly(Severity.CRITICAL);
    }

    @Test
    void warns_at_half_of_the_ids_however_late_vacuum_begins() {
        var late = Situation.madeUp(aged(1_100_000_000).activity(), Map.of("autovacuum_freeze_max_age", "2000000000"));

        assertThat(severities(late)).containsExactly(Severity.WARNING);
    }

    @Test
    void goes_by_the_servers_default_where_the_setting_is_hidden() {
        assertThat(severities(Situation.madeUp(aged(400_000_000).activity(), Map.of())))
                .containsExactly(Severity.NOTICE);
        assertThat(rule.examine(Situation.madeUp(aged(399_999_999).activity(), Map.of())))
                .isEmpty();
    }

    @Test
    void names_the_oldest_tables_of_its_own_database_alone() {
        var catalog = Made.server()
                .table(MadeTable.named("young").age(7).made())
                .table(MadeTable.named("old").age(9).made())
                .table(MadeTable.named("older").age(10).made())
                .table(MadeTable.named("middle").age(8).made())
                .table(MadeTable.named("uncounted").age(99).partitioned().made())
                .scene()
                .catalog()
                .withActivity(Situation.databases(
                        new Activity.DatabaseAge("shop", 1_100_000_000L, 0, 0),
                        new Activity.DatabaseAge("other", 1_100_000_000L, 0, 0)));
        var findings = rule.examine(catalog);

        assertThat(findings.getFirst().evidence())
                .extracting(Evidence::text)
                .hasSize(4)
                .endsWith("\"Te st\".older has age 10", "\"Te st\".old has age 9", "\"Te st\".middle has age 8");
        assertThat(findings.getLast().evidence()).hasSize(1);
    }

    private List<Severity> severities(Catalog catalog) {
        return rule.examine(catalog).stream().map(Finding::severity).toList();
    }

    private static Catalog aged(long xids) {
        return Situation.madeUp(
                Situation.databases(new Activity.DatabaseAge("app", xids, 0, 0)),
                Map.of("autovacuum_freeze_max_age", "200000000"));
    }
}
