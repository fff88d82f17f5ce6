package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class WalLevelRuleTest {

    private final WalLevelRule rule = new WalLevelRule();

    @Test
    void sees_wal_without_which_only_dumps_are_left() {
        assertThat(server("minimal", 0).seenBy(rule))
                .containsExactly("NOTICE setting wal_level: WAL is not enough for a standby or a base backup");
        assertThat(server("replica", 0).seenBy(rule))
                .containsExactly("NOTICE setting max_wal_senders: WAL is not enough for a standby or a base backup");
        assertThat(server("minimal", 0).mendedBy(rule))
                .containsExactly(
                        "ALTER SYSTEM SET wal_level = 'replica';",
                        "ALTER SYSTEM SET max_wal_senders = '10';",
                        "SELECT pg_reload_conf();");
    }

    @Test
    void does_not_lower_the_level_where_only_senders_are_missing() {
        assertThat(server("logical", 0).mendedBy(rule))
                .containsExactly("ALTER SYSTEM SET max_wal_senders = '10';", "SELECT pg_reload_conf();");
    }

    @Test
    void sees_wal_for_decoding_that_nobody_does() {
        assertThat(server("logical", 10).slot("standby", "physical", 0L, null).seenBy(rule))
                .containsExactly(
                        "INFO setting wal_level: WAL is written for logical decoding, and there is no logical slot");
    }

    @Test
    void is_silent_where_it_is_enough_or_used() {
        assertThat(server("replica", 10).seenBy(rule)).isEmpty();
        assertThat(server("logical", 10).slot("feed", "logical", 0L, null).seenBy(rule))
                .isEmpty();
    }

    @Test
    void is_silent_where_it_is_not_the_users_to_set() {
        assertThat(server("logical", 10).setting("rds.extensions", "").seenBy(rule))
                .isEmpty();
        assertThat(server("minimal", 0).recovering().seenBy(rule)).isEmpty();
    }

    private static Made server(String level, int senders) {
        return Made.server().setting("wal_level", level).setting("max_wal_senders", senders);
    }
}
