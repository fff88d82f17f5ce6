package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
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

    private static Catalog aged(long ids) {
        return Situation.madeUp(
                Situation.databases(new Activity.DatabaseAge("app", 0, ids, 0)),
                Map.of("autovacuum_multixact_freeze_max_age", "400000000"));
    }
}
