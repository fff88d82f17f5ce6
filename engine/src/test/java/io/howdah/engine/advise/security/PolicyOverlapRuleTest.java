package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class PolicyOverlapRuleTest {

    @Test
    void sees_several_policies_for_one_command_and_role(Database db) {
        db.execute(
                "create table \"Two\" (a int)",
                "create policy p on \"Two\" using (a = 1)",
                "create policy q on \"Two\" for select using (a = 2)",
                "alter table \"Two\" enable row level security",
                "create table fine (a int)",
                "create policy p on fine for select using (a = 1)",
                "create policy q on fine for insert with check (a = 1)",
                "create policy r on fine as restrictive using (a = 1)",
                "alter table fine enable row level security",
                "create table off (a int)",
                "create policy p on off using (a = 1)",
                "create policy q on off using (a = 2)");

        assertThat(Looking.graded(Looking.with(new PolicyOverlapRule(), db))).containsExactly("INFO \"Two\"");
    }
}
