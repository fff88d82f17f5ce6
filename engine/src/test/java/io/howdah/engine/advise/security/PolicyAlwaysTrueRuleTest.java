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

    @Test
    void sees_each_command_that_writes_and_each_condition_that_holds_for_all(Database db) {
        db.execute(
                "create table \"T\" (a int)",
                "create policy written_twice on \"T\" using (true) with check (true)",
                "create policy sums on \"T\" using (1 = 1)",
                "create policy changes on \"T\" for update using (true)",
                "create policy goes on \"T\" for delete using (true)");

        assertThat(Looking.graded(Looking.with(new PolicyAlwaysTrueRule(), db)))
                .containsExactly(
                        "WARNING \"T\".changes",
                        "WARNING \"T\".goes",
                        "WARNING \"T\".sums",
                        "WARNING \"T\".written_twice");
    }

    @Test
    void is_silent_on_policies_for_a_role_on_those_that_hold_rows_back_and_on_books_of_migration_tools(Database db) {
        var jobs = "\"" + db.createRole().name() + "\"";
        db.execute(
                "create table \"T\" (a int)",
                "create policy jobs on \"T\" to " + jobs + " using (true)",
                "create policy \"new\" on \"T\" for insert with check (a = 1)",
                "create policy \"no rows\" on \"T\" with check (true)",
                "create policy changes on \"T\" for update using (a = 1) with check (true)",
                "create table flyway_schema_history (a int)",
                "create policy p on flyway_schema_history using (true)");

        assertThat(Looking.with(new PolicyAlwaysTrueRule(), db)).isEmpty();
    }

    @Test
    void is_silent_beside_a_restrictive_policy_that_holds_rows_back(Database db) {
        var jobs = "\"" + db.createRole().name() + "\"";
        db.execute(
                "create table narrowed (a int)",
                "create policy all_of_it on narrowed using (true)",
                "create policy own on narrowed as restrictive using (a = 1)",
                "create table deleted_from (a int)",
                "create policy all_of_it on deleted_from for delete using (true)",
                "create policy own on deleted_from as restrictive for delete using (a = 1)",
                "create table for_others (a int)",
                "create policy all_of_it on for_others using (true)",
                "create policy of_a_role on for_others as restrictive to " + jobs + " using (a = 1)",
                "create policy of_a_command on for_others as restrictive for delete using (a = 1)",
                "create policy wide on for_others using (a = 1)");

        assertThat(Looking.subjects(Looking.with(new PolicyAlwaysTrueRule(), db)))
                .containsExactly("for_others.all_of_it");
    }
}
