package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class MisreadNameRuleTest {

    private final MisreadNameRule rule = new MisreadNameRule();

    @Test
    void sees_names_that_are_values_without_their_quotes(Database db) {
        db.execute(
                "create table \"user\" (id int, \"current_date\" date)",
                "create table parts (\"user\" int) partition by list (\"user\")",
                "create table parts_1 partition of parts default");

        assertThat(Looking.graded(Looking.with(rule, db)))
                .containsExactly("INFO \"user\"", "INFO \"user\".\"current_date\"", "INFO parts.\"user\"");
    }

    @Test
    void sees_names_that_differ_by_capitals_alone_once(Database db) {
        db.execute(
                "create table \"Orders\" (id int, \"ID\" int)",
                "create table orders (id int)",
                "create schema other",
                "create table other.\"ORDERS\" (id int)");

        var found = Looking.with(rule, db);
        db.execute("drop schema other cascade");

        assertThat(Looking.graded(found)).containsExactly("NOTICE \"Orders\"", "NOTICE \"Orders\".\"ID\"");
    }

    @Test
    void is_silent_about_other_reserved_words_and_names_in_capitals(Database db) {
        db.execute(
                "create table \"order\" (\"group\" int, \"User\" int, user_id int)",
                "create table \"Customers\" (\"Id\" int)",
                "create temporary table \"localtime\" (id int)");

        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
