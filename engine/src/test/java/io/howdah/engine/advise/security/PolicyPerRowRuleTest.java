package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class PolicyPerRowRuleTest {

    private static final String WHO =
            "create function who() returns int stable language plpgsql as 'begin return 1; end'";

    private final PolicyPerRowRule rule = new PolicyPerRowRule();

    @Test
    void sees_a_call_for_every_row_and_prints_one_that_is_made_once(Database db) {
        db.execute(
                WHO,
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

    @Test
    void begins_at_a_thousand_rows(Database db) {
        db.execute(
                WHO,
                "create table \"Rows\" (a int)",
                "insert into \"Rows\" select n from generate_series(1, 999) n",
                "alter table \"Rows\" enable row level security",
                "create policy p on \"Rows\" using (a = who())",
                "analyze \"Rows\"");
        assertThat(Looking.with(rule, db)).isEmpty();

        db.execute("insert into \"Rows\" values (1000)", "analyze \"Rows\"");
        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("NOTICE \"Rows\".p");
    }

    @Test
    void is_silent_where_no_policy_is_in_force_and_on_the_books_of_migration_tools(Database db) {
        db.execute(
                WHO,
                "create table off (a int)",
                "insert into off select n from generate_series(1, 1000) n",
                "create policy p on off using (a = who())",
                "create table flyway_schema_history (a int)",
                "insert into flyway_schema_history select n from generate_series(1, 1000) n",
                "alter table flyway_schema_history enable row level security",
                "create policy p on flyway_schema_history using (a = who())",
                "analyze");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void looks_behind_a_subquery_and_past_who_is_asking(Database db) {
        db.execute(
                WHO,
                "create function is_me() returns boolean stable language plpgsql as 'begin return true; end'",
                "create table \"Rows\" (a int, b text)",
                "insert into \"Rows\" select n, 'x' from generate_series(1, 1000) n",
                "alter table \"Rows\" enable row level security",
                "create policy alone on \"Rows\" using ((select is_me()))",
                "create policy behind on \"Rows\" using (a = (select who()) and b = current_setting('app.x', true))",
                "create policy asking on \"Rows\" using (b = pg_catalog.\"current_user\"() or b = pg_catalog.\"session_user\"())",
                "analyze \"Rows\"");

        assertThat(Looking.with(rule, db))
                .extracting(Finding::title)
                .containsExactly(
                        "the policy \"Te st\".\"Rows\".behind calls current_setting('app.x'::text, true) for every row");
    }
}
