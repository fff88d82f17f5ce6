package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.Activity;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class ChecksumFailureRuleTest {

    private final ChecksumFailureRule rule = new ChecksumFailureRule();

    @Test
    void sees_damaged_pages() {
        var catalog = Situation.madeUp(
                Situation.databases(
                        new Activity.DatabaseAge("app", 0, 0, 3), new Activity.DatabaseAge("other", 0, 0, 0)),
                Map.of());

        assertThat(Situation.seen(rule, catalog))
                .containsExactly("CRITICAL database app: 3 pages of app had a wrong checksum");
    }

    @Test
    void is_silent_about_a_sound_server(Database db) {
        assertThat(rule.examine(Situation.of(db))).isEmpty();
    }
}
