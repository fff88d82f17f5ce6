package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class MixedOwnersRuleTest {

    private final MixedOwnersRule rule = new MixedOwnersRule();

    @Test
    void sees_a_schema_with_tables_of_two(Database db) {
        db.execute("create table mine (a int)");
        assertThat(Looking.with(rule, db)).isEmpty();
        db.execute("create role other", "create table theirs (a int)", "alter table theirs owner to other");

        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("INFO schema \"Te st\"");
        db.execute("drop owned by other", "drop role other");
    }

    @Test
    void is_silent_where_each_schema_has_one_owner_and_on_the_books_of_migration_tools(Database db) {
        var other = "\"" + db.createRole().name() + "\"";
        db.execute(
                "create table mine (a int)",
                "create schema \"Of them\"",
                "create table \"Of them\".theirs (a int)",
                "alter table \"Of them\".theirs owner to " + other,
                "create table schema_migrations (version text)",
                "alter table schema_migrations owner to " + other);

        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
