package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class PolicyAlwaysTrueRuleTest {

    @Test
    void sees_policies_that_let_everybody_write_everything(Database db) {
        db.execute(
                "create table \"T\" (a int)",
                "create policy \"all of it\" on \"T\" using (true)",
                "create policy \"new\" on \"T\" for insert with check (true)",
                "create policy reading on \"T\" for select using (true)",
                "create policy held on \"T\" using (true) with check (a = 1)",
                "create policy \"limit\" on \"T\" as restrictive using (true)",
                "create policy part on \"T\" using (a = 1)");

        assertThat(Looking.graded(Looking.with(new PolicyAlwaysTrueRule(), db)))
                .containsExactly("WARNING \"T\".\"all of it\"", "WARNING \"T\".new");
    }
}
