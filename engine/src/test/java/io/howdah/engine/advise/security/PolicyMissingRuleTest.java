package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Guards;
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

    @Test
    void is_silent_where_policies_were_not_read_and_on_the_books_of_migration_tools(Database db) {
        db.execute(
                "create table flyway_schema_history (a int)",
                "alter table flyway_schema_history enable row level security");
        assertThat(Looking.with(new PolicyMissingRule(), db)).isEmpty();

        db.execute("create table \"Bare\" (a int)", "alter table \"Bare\" enable row level security");
        assertThat(new PolicyMissingRule().examine(Looking.catalog(db).withGuards(Guards.NONE)))
                .isEmpty();
    }
}
