package io.howdah.engine.advise.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class SlowStatementRuleTest {

    private final SlowStatementRule rule = new SlowStatementRule();

    @Test
    void sees_what_somebody_waits_for_though_its_share_is_small(Database db) {
        assertThat(Scenes.of(db)
                        .ran("select id from people where boss = $1", 100, 250_000, 100)
                        .ran("select id from people where a = $1", 100_000_000, 90_000_000, 1)
                        .titles(rule))
                .containsExactly("takes 2.5 s with each call");
    }

    @Test
    void keeps_silent_on_what_is_fast_and_on_what_ran_a_few_times(Database db) {
        assertThat(Scenes.of(db)
                        .ran("select id from people where a = $1", 100, 99_900, 100)
                        .ran("select id from people where b = $1", 99, 900_000, 100)
                        .titles(rule))
                .isEmpty();
    }
}
