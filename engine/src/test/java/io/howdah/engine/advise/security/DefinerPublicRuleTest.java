package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class DefinerPublicRuleTest {

    private final DefinerPublicRule rule = new DefinerPublicRule();

    @Test
    void sees_definers_that_everybody_may_call(Database db) {
        db.execute(
                "create function \"Do it\"(n int) returns int security definer language sql as 'select n'",
                "create function fine() returns int language sql as 'select 1'",
                "create function fires() returns trigger security definer language plpgsql as 'begin return new; end'",
                "create function kept() returns int security definer language sql as 'select 1'",
                "revoke execute on function kept() from public");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("WARNING \"Do it\"(n integer)");
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void takes_it_lighter_where_the_owner_is_no_superuser(Database db) {
        db.execute("create function \"Do it\"() returns int security definer language sql as 'select 1'");
        assertThat(Looking.with(rule, db).getFirst().why()).endsWith("what a superuser may do.");

        db.execute("alter function \"Do it\"() owner to \"" + db.createRole().name() + "\"");

        var findings = Looking.with(rule, db);
        assertThat(Looking.graded(findings)).containsExactly("NOTICE \"Do it\"()");
        assertThat(findings.getFirst().why()).endsWith("what its owner may do.");
    }

    @Test
    void leaves_what_only_triggers_call_alone_and_sees_procedures(Database db) {
        db.execute(
                "create function fires() returns trigger security definer language plpgsql as 'begin return new; end'",
                "create function watches() returns event_trigger security definer language plpgsql as 'begin end'",
                "create procedure \"Run it\"() security definer language sql as 'select 1'");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("WARNING \"Run it\"()");
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getLast().sql().forEach(db::execute));
        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
