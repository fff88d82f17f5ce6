package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class PolicyMissingRuleTest {

    @Test
    void sees_row_level_security_without_a_policy_only(Database db) {
        db.execute(
                "create table \"Bare\" (a int)",
                "alter table \"Bare\" enable row level security",
                "create table fine (a int)",
                "alter table fine enable row level security",
                "create policy p on fine using (a = 1)",
                "create table off (a int)");

        assertThat(Looking.graded(Looking.with(new PolicyMissingRule(), db))).containsExactly("NOTICE \"Bare\"");
    }
}
