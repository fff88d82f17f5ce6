package io.howdah.engine.advise.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Thresholds;
import io.howdah.engine.catalog.Catalog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MajorEndRuleTest {

    private final MajorEndRule rule = new MajorEndRule();

    @Test
    void sees_one_that_got_its_last_release() {
        assertThat(Made.server().version(140024).seenBy(rule))
                .containsExactly("WARNING server: PostgreSQL 14 got its last release on 2026-11-12");
    }

    @Test
    void is_silent_about_one_with_time_left() {
        assertThat(Made.server().version(150020).seenBy(rule)).isEmpty();
    }

    @Test
    void is_silent_about_a_version_not_known() {
        assertThat(Made.server().version(250001).seenBy(rule)).isEmpty();
    }

    @Test
    void sees_one_that_gets_its_last_release_as_soon_as_the_user_says() {
        assertThat(titles(Made.server().version(150020).scene(), 355))
                .containsExactly("PostgreSQL 15 gets its last release on 2027-11-11");
        assertThat(titles(Made.server().version(150020).scene(), 354)).isEmpty();
    }

    @Test
    void takes_the_day_of_the_last_release_for_not_over() {
        var onTheDay = at(Made.server().version(140024).scene().catalog(), "2026-11-12T23:00:00Z");
        var onTheNext = at(onTheDay, "2026-11-13T01:00:00Z");

        assertThat(rule.examine(onTheDay)).extracting(Finding::severity).containsExactly(Severity.NOTICE);
        assertThat(rule.examine(onTheNext)).extracting(Finding::severity).containsExactly(Severity.WARNING);
    }

    private List<String> titles(Scene scene, double days) {
        return rule.examine(scene.at(Thresholds.of(Map.of("major-end.days", days), List.of(rule)))).stream()
                .map(Finding::title)
                .toList();
    }

    /** As if it had been read at another time. */
    private static Catalog at(Catalog c, String moment) {
        return new Catalog(
                c.server(),
                c.database(),
                c.databaseBytes(),
                Instant.parse(moment),
                c.relations(),
                c.sequences(),
                c.settings(),
                c.extensions(),
                c.activity(),
                c.unseen());
    }
}
