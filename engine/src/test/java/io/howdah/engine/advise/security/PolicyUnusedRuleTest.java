package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class PolicyUnusedRuleTest {

    private final PolicyUnusedRule rule = new PolicyUnusedRule();

    @Test
    void sees_policies_that_are_off_until_they_are_on(Database db) {
        db.execute(
                "create table \"Off\" (a int)",
                "create policy p on \"Off\" using (a = 1)",
                "create table none (a int)");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("WARNING \"Off\"");
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void leaves_the_books_of_migration_tools_and_tables_in_force_alone(Database db) {
        db.execute(
                "create table flyway_schema_history (a int)",
                "create policy p on flyway_schema_history using (a = 1)",
                "create table \"On\" (a int)",
                "alter table \"On\" enable row level security",
                "create policy p on \"On\" using (a = 1)");

        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
