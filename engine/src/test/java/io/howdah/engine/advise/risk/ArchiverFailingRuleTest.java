package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@PostgresTest
class ArchiverFailingRuleTest {

    private final ArchiverFailingRule rule = new ArchiverFailingRule();

    @Test
    void sees_that_the_last_attempt_failed() {
        var earlier = Situation.NOW.minusSeconds(60);

        assertThat(Situation.seen(rule, archived(earlier, Situation.NOW)))
                .containsExactly("CRITICAL server: archiving of WAL fails: 7 failures, last succeeded " + earlier);
        assertThat(Situation.seen(rule, archived(null, Situation.NOW)))
                .singleElement()
                .asString()
                .endsWith("never succeeded");
    }

    @Test
    void is_silent_about_failures_that_are_over() {
        assertThat(rule.examine(archived(Situation.NOW, Situation.NOW.minusSeconds(60))))
                .isEmpty();
    }

    @Test
    void is_silent_about_a_server_that_does_not_archive(Database db) {
        assertThat(rule.examine(Situation.of(db))).isEmpty();
    }

    @Test
    void is_silent_where_nothing_failed_since_the_last_success_or_ever() {
        assertThat(rule.examine(archived(Situation.NOW, Situation.NOW))).isEmpty();
        assertThat(rule.examine(archived(Situation.NOW, null))).isEmpty();
        assertThat(rule.examine(archived(null, null))).isEmpty();
        assertThat(rule.examine(Situation.madeUp(Situation.archiver(null), Map.of())))
                .isEmpty();
    }

    @Test
    void is_silent_once_archiving_is_switched_off() {
        var archiver = Situation.archiver(new Activity.Archiver(5, null, 7, Situation.NOW, "00000001"));

        assertThat(rule.examine(Situation.madeUp(archiver, Map.of("archive_mode", "off"))))
                .isEmpty();
        assertThat(rule.examine(Situation.madeUp(archiver, Map.of("archive_mode", "on"))))
                .hasSize(1);
    }

    private static Catalog archived(@Nullable Instant succeeded, @Nullable Instant failed) {
        return Situation.madeUp(
                Situation.archiver(new Activity.Archiver(5, succeeded, 7, failed, "00000001")), Map.of());
    }
}
