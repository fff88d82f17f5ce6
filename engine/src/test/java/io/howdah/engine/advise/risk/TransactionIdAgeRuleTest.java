package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
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

    private static Catalog aged(long xids) {
        return Situation.madeUp(
                Situation.databases(new Activity.DatabaseAge("app", xids, 0, 0)),
                Map.of("autovacuum_freeze_max_age", "200000000"));
    }
}
