package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class DefinerSearchPathRuleTest {

    private final DefinerSearchPathRule rule = new DefinerSearchPathRule();

    @Test
    void sees_definers_without_a_search_path_and_is_content_with_the_one_it_prints(Database db) {
        db.execute(
                "create function \"Do it\"(n int) returns int security definer language plpgsql as 'begin return n; end'",
                "create procedure run() security definer language sql as 'select 1'",
                "create function fine() returns int language sql as 'select 1'",
                "create function set_fine() returns int security definer set search_path = pg_catalog language sql as 'select 1'",
                "create function bound() returns int security definer language sql return 1");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("CRITICAL \"Do it\"(n integer)", "CRITICAL run()");
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
