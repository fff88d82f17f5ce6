package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class NumberedColumnsRuleTest {

    @Test
    void is_silent_about_numbers_with_gaps_or_that_begin_elsewhere(Database db) {
        db.execute(
                "create table gaps (tag1 text, tag5 text, tag9 text)",
                "create table codes (c000 int, c001 int, c002 int)",
                "create table years (y21 int, y22 int, y23 int)");

        assertThat(Looking.with(new NumberedColumnsRule(), db)).isEmpty();
    }

    @Test
    void sees_lists_made_of_columns(Database db) {
        db.execute(
                "create table \"T\" (tag1 text, tag2 text, tag3 text)",
                "create table fine (line1 text, line2 text, sha1 text, sha256 text, sha512 text, x1 int, x2 text, x3 date)");

        assertThat(Looking.graded(Looking.with(new NumberedColumnsRule(), db))).containsExactly("INFO \"T\"");
    }
}
