package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
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

    @Test
    void is_silent_where_each_role_has_a_policy_of_its_own(Database db) {
        var clerk = "\"" + db.createRole().name() + "\"";
        var boss = "\"" + db.createRole().name() + "\"";
        db.execute(
                "create table \"Shared\" (a int)",
                "alter table \"Shared\" enable row level security",
                "create policy p on \"Shared\" to " + clerk + " using (a = 1)",
                "create policy q on \"Shared\" to " + boss + " using (a = 2)");
        assertThat(Looking.with(new PolicyOverlapRule(), db)).isEmpty();

        db.execute("create policy r on \"Shared\" to " + boss + " using (a = 3)");
        assertThat(Looking.with(new PolicyOverlapRule(), db))
                .extracting(Finding::title)
                .containsExactly("2 permissive policies of \"Te st\".\"Shared\" are asked for every SELECT");
    }

    @Test
    void looks_at_each_command(Database db) {
        for (var command : List.of("insert", "update", "delete")) {
            var condition = command.equals("insert") ? " with check (a = 1)" : " using (a = 1)";
            db.execute(
                    "create table of_" + command + " (a int)",
                    "alter table of_" + command + " enable row level security",
                    "create policy p on of_" + command + " for " + command + condition,
                    "create policy q on of_" + command + " for " + command + condition);
        }

        assertThat(Looking.with(new PolicyOverlapRule(), db))
                .extracting(Finding::title)
                .containsExactlyInAnyOrder(
                        "2 permissive policies of \"Te st\".of_delete are asked for every DELETE",
                        "2 permissive policies of \"Te st\".of_insert are asked for every INSERT",
                        "2 permissive policies of \"Te st\".of_update are asked for every UPDATE");
    }
}
