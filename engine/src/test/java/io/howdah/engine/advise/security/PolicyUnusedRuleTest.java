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
}
