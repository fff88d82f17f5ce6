package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class UntrustedLanguageRuleTest {

    @Test
    void sees_routines_that_users_made_without_limits(Database db) {
        db.execute(
                "create function \"In c\"(text) returns int language c as '$libdir/plpgsql', 'plpgsql_call_handler'",
                "create function fine() returns int language sql as 'select 1'",
                "create function fine2() returns int language plpgsql as 'begin return 1; end'",
                "create extension pg_trgm");

        assertThat(Looking.graded(Looking.with(new UntrustedLanguageRule(), db)))
                .containsExactly("WARNING \"In c\"(text)");
    }
}
