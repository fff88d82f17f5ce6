package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.SincePostgres;
import org.junit.jupiter.api.Test;

@PostgresTest
class TimeoutsUnsetRuleTest {

    private final TimeoutsUnsetRule rule = new TimeoutsUnsetRule();

    @Test
    void sees_time_outs_that_nobody_set_though_our_own_session_has_them(Database db) {
        assertThat(Situation.seen(rule, Situation.of(db)))
                .containsExactly(
                        "NOTICE server: idle_in_transaction_session_timeout, lock_timeout, statement_timeout are not set"
                                + " anywhere");
    }

    @Test
    void takes_a_setting_of_the_database_or_of_a_role_for_set(Database db) {
        var role = "\"" + db.createRole().name() + "\"";
        db.execute(
                "alter database \"" + db.name() + "\" set statement_timeout = '1min'",
                "alter role " + role + " set idle_in_transaction_session_timeout = '1min'");

        assertThat(Situation.seen(rule, Situation.of(db)))
                .containsExactly("INFO server: lock_timeout is not set anywhere");
    }

    @Test
    @SincePostgres(17)
    void misses_neither_of_two_that_a_limit_of_the_whole_transaction_includes(Database db) {
        db.execute("alter database \"" + db.name() + "\" set transaction_timeout = '5min'");

        assertThat(Situation.seen(rule, Situation.of(db)))
                .containsExactly("INFO server: lock_timeout is not set anywhere");
    }

    @Test
    void names_the_limit_of_the_whole_transaction_where_the_version_has_it() {
        assertThat(without("0").reasonsOf(rule)).singleElement().asString().contains("transaction_timeout");
        assertThat(unset().reasonsOf(rule)).singleElement().asString().doesNotContain("transaction_timeout");
        assertThat(without("300000").seenBy(rule)).isEmpty();
        assertThat(Made.server()
                        .setting("lock_timeout", 0)
                        .setting("transaction_timeout", 0)
                        .reasonsOf(rule))
                .singleElement()
                .asString()
                .doesNotContain("transaction_timeout");
    }

    @Test
    void takes_a_zero_of_a_role_for_unset(Database db) {
        db.execute("alter role \"" + db.createRole().name() + "\" set lock_timeout = 0");

        assertThat(Situation.seen(rule, Situation.of(db)))
                .containsExactly(
                        "NOTICE server: idle_in_transaction_session_timeout, lock_timeout, statement_timeout are not set"
                                + " anywhere");
    }

    @Test
    void misses_a_limit_of_waits_for_locks_whatever_ends_a_transaction() {
        assertThat(Made.server()
                        .setting("lock_timeout", 0)
                        .setting("transaction_timeout", 300_000)
                        .seenBy(rule))
                .containsExactly("INFO server: lock_timeout is not set anywhere");
    }

    @Test
    void takes_a_forgotten_transaction_for_the_worst() {
        assertThat(Made.server()
                        .setting("idle_in_transaction_session_timeout", 0)
                        .seenBy(rule))
                .containsExactly("NOTICE server: idle_in_transaction_session_timeout is not set anywhere");
        assertThat(Made.server().setting("statement_timeout", 60_000).seenBy(rule))
                .isEmpty();
    }

    private static Made without(String transaction) {
        return unset().setting("transaction_timeout", transaction);
    }

    private static Made unset() {
        return Made.server().setting("statement_timeout", 0);
    }

    @Test
    void is_silent_where_all_are_set(Database db) {
        var database = "alter database \"" + db.name() + "\" set ";
        db.execute(
                database + "statement_timeout = '1min'",
                database + "lock_timeout = '1min'",
                database + "idle_in_transaction_session_timeout = '1min'");

        assertThat(rule.examine(Situation.of(db))).isEmpty();
    }
}
