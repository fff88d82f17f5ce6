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

    @Test
    void weighs_whose_rights_are_lent_and_to_whom(Database db) {
        db.execute(
                "create function \"Do it\"() returns int security definer set work_mem = '1MB' language sql as 'select 1'");
        var grave = Looking.with(rule, db);
        assertThat(Looking.graded(grave)).containsExactly("CRITICAL \"Do it\"()");
        assertThat(grave.getFirst().why()).endsWith(", a superuser.");
        assertThat(grave.getFirst().evidence().getFirst().text()).endsWith("PUBLIC may call it");

        db.execute("revoke execute on function \"Do it\"() from public");
        var guarded = Looking.with(rule, db);
        assertThat(Looking.graded(guarded)).containsExactly("WARNING \"Do it\"()");
        assertThat(guarded.getFirst().evidence().getFirst().text()).endsWith("PUBLIC may not call it");

        db.execute("alter function \"Do it\"() owner to \"" + db.createRole().name() + "\"");
        assertThat(Looking.with(rule, db).getFirst().why()).doesNotContain("a superuser");
    }

    @Test
    void is_critical_only_where_everybody_borrows_the_rights_of_a_superuser(Database db) {
        db.execute(
                "create function \"Do it\"() returns int security definer language sql as 'select 1'",
                "alter function \"Do it\"() owner to \"" + db.createRole().name() + "\"");

        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("WARNING \"Do it\"()");
    }

    @Test
    void leaves_compiled_code_alone(Database db) {
        db.execute(
                "create function \"In c\"(text) returns int security definer language c as '$libdir/plpgsql', 'plpgsql_call_handler'");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void takes_no_empty_text_in_another_language_for_bound_names(Database db) {
        db.execute(
                "set check_function_bodies to off",
                "create function hollow() returns int security definer language plpgsql as ''");

        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("CRITICAL hollow()");
    }
}
