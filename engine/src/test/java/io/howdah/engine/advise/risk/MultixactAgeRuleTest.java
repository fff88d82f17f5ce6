package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class MultixactAgeRuleTest {

    private final MultixactAgeRule rule = new MultixactAgeRule();

    @Test
    void sees_a_database_whose_ids_run_out() {
        assertThat(Situation.seen(rule, aged(1_800_000_000L)))
                .containsExactly("CRITICAL database app: app has used 84 % of its multixact ids");
        assertThat(Situation.seen(rule, aged(1_100_000_000L)))
                .containsExactly("WARNING database app: app has used 51 % of its multixact ids");
    }

    @Test
    void notes_that_vacuum_does_not_get_through() {
        assertThat(Situation.seen(rule, aged(850_000_000L)))
                .containsExactly("NOTICE database app: app has used 40 % of its multixact ids");
    }

    @Test
    void is_silent_at_an_age_at_which_vacuum_is_about_to_begin() {
        assertThat(rule.examine(aged(410_000_000L))).isEmpty();
    }

    @Test
    void is_silent_about_a_fresh_server_whose_ages_it_can_read(Database db) {
        var catalog = Situation.of(db);

        assertThat(catalog.activity().databases()).anyMatch(d -> d.name().equals(db.name()) && d.multixactAge() >= 0);
        assertThat(rule.examine(catalog)).isEmpty();
    }

    @Test
    void counts_from_each_line_on() {
        assertThat(rule.examine(aged(799_999_999))).isEmpty();
        assertThat(severities(aged(800_000_000))).containsExactly(Severity.NOTICE);
        assertThat(severities(aged((1L << 30) - 1))).containsExactly(Severity.NOTICE);
        assertThat(severities(aged(1L << 30))).containsExactly(Severity.WARNING);
        assertThat(severities(aged(1_717_986_918))).containsExactly(Severity.WARNING);
        assertThat(severities(aged(1_717_986_919))).containsExactly(Severity.CRITICAL);
    }

    @Test
    void goes_by_the_servers_default_where_the_setting_is_hidden() {
        assertThat(severities(Situation.madeUp(aged(800_000_000).activity(), Map.of())))
                .containsExactly(Severity.NOTICE);
        assertThat(rule.examine(Situation.madeUp(aged(799_999_999).activity(), Map.of())))
                .isEmpty();
    }

    @Test
    void leaves_the_age_of_transaction_ids_to_the_rule_for_it() {
        var catalog =
                Situation.madeUp(Situation.databases(new Activity.DatabaseAge("app", 1_800_000_000L, 0, 0)), Map.of());

        assertThat(rule.examine(catalog)).isEmpty();
    }

    private List<Severity> severities(Catalog catalog) {
        return rule.examine(catalog).stream().map(Finding::severity).toList();
    }

    private static Catalog aged(long ids) {
        return Situation.madeUp(
                Situation.databases(new Activity.DatabaseAge("app", 0, ids, 0)),
                Map.of("autovacuum_multixact_freeze_max_age", "400000000"));
    }
}
