package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class PolicyPerRowRuleTest {

    private final PolicyPerRowRule rule = new PolicyPerRowRule();

    @Test
    void sees_a_call_for_every_row_and_prints_one_that_is_made_once(Database db) {
        db.execute(
                "create function who() returns int stable language plpgsql as 'begin return 1; end'",
                "create table \"Rows\" (a int, b text)",
                "insert into \"Rows\" select n, 'x' from generate_series(1, 1000) n",
                "alter table \"Rows\" enable row level security",
                "create policy \"by call\" on \"Rows\" using (a = who())",
                "create policy setting on \"Rows\" for update using (b = current_setting('app.x', true))",
                "create policy fine on \"Rows\" using (a = (select who()) and b = (select current_setting('app.x')))",
                "create policy of_row on \"Rows\" using (length(b) > 3 and b = current_user and now() > timestamptz '2020-01-01')",
                "analyze \"Rows\"");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("NOTICE \"Rows\".\"by call\"", "NOTICE \"Rows\".setting");
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void mends_the_condition_that_has_the_call(Database db) {
        db.execute(
                "create table \"Rows\" (a int, b text)",
                "insert into \"Rows\" select n, 'x' from generate_series(1, 1000) n",
                "alter table \"Rows\" enable row level security",
                "create policy checked on \"Rows\" using (a > 0) with check (b = current_setting('app.x', true))",
                "analyze \"Rows\"");

        var finding = Looking.with(rule, db).getFirst();

        assertThat(finding.evidence().getFirst().text()).startsWith("WITH CHECK (b = current_setting(");
        assertThat(Objects.requireNonNull(finding.decision())
                        .choices()
                        .getFirst()
                        .sql())
                .singleElement()
                .asString()
                .contains(" WITH CHECK ((b = (SELECT current_setting('app.x'::text, true))))");
    }
}
