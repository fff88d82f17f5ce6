package io.howdah.engine.advise.vacuum;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class HorizonHeldRuleTest {

    private final HorizonHeldRule rule = new HorizonHeldRule();

    @Test
    void names_the_oldest_of_all_kinds() {
        assertThat(Made.server()
                        .session("idle in transaction", null, null, 60, 2_000_000L)
                        .slot("s'1", "physical", 1L, 3_000_000L)
                        .prepared("g", 1_000)
                        .replica(null, 5_000L)
                        .seenBy(rule))
                .containsExactly(
                        "WARNING server: vacuum is held back by the replication slot s'1, 3 million transactions old");
    }

    @Test
    void writes_what_ends_it() {
        assertThat(Made.server().slot("s'1", "physical", 1L, 3_000_000L).mendedBy(rule))
                .containsExactly("SELECT pg_drop_replication_slot('s''1');  -- only if nobody needs it");
    }

    @Test
    void names_a_standby_that_feeds_back() {
        assertThat(Made.server().replica(null, 5_000_000L).seenBy(rule))
                .containsExactly(
                        "WARNING server: vacuum is held back by the standby walreceiver (hot_standby_feedback), 5 million transactions old");
    }

    @Test
    void is_silent_about_young_ones() {
        assertThat(Made.server()
                        .session("active", null, null, 60, 2_000L)
                        .prepared("g", 1_000)
                        .seenBy(rule))
                .isEmpty();
    }
}
