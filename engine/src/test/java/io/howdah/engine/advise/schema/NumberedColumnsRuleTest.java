package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class NumberedColumnsRuleTest {

    @Test
    void sees_lists_made_of_columns(Database db) {
        db.execute(
                "create table \"T\" (tag1 text, tag2 text, tag3 text)",
                "create table fine (line1 text, line2 text, sha1 text, sha256 text, sha512 text, x1 int, x2 text, x3 date)");

        assertThat(Looking.graded(Looking.with(new NumberedColumnsRule(), db))).containsExactly("INFO \"T\"");
    }
}
