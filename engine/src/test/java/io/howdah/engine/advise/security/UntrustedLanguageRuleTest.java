package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Severity;
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

    @Test
    void weighs_who_may_call_it(Database db) {
        db.execute(
                "create function \"In c\"(text) returns int language c as '$libdir/plpgsql', 'plpgsql_call_handler'");
        var open = Looking.with(new UntrustedLanguageRule(), db).getFirst();
        db.execute("revoke execute on function \"In c\"(text) from public");
        var closed = Looking.with(new UntrustedLanguageRule(), db).getFirst();

        assertThat(open.why()).endsWith("whoever may call it: everybody.");
        assertThat(open.evidence().getFirst().text()).isEqualTo("language c, EXECUTE to PUBLIC");
        assertThat(closed.severity()).isEqualTo(Severity.NOTICE);
        assertThat(closed.why()).endsWith("whoever may call it.");
        assertThat(closed.evidence().getFirst().text()).isEqualTo("language c, EXECUTE not to PUBLIC");
    }
}
