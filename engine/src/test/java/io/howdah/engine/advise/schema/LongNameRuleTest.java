package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class LongNameRuleTest {

    @Test
    void sees_names_that_were_cut(Database db) {
        var longest = "n".repeat(63);
        db.execute("create table fine (\"" + "n".repeat(62) + "\" int)");
        assertThat(Looking.with(new LongNameRule(), db)).isEmpty();

        db.execute("create table t (" + longest + "mmm int)");

        assertThat(Looking.with(new LongNameRule(), db))
                .singleElement()
                .satisfies(f -> assertThat(f.title()).startsWith("1 name is "))
                .satisfies(
                        f -> assertThat(f.evidence()).extracting(e -> e.text()).containsExactly(longest));

        db.execute("create table " + "m".repeat(63) + " (a int)");

        assertThat(Looking.with(new LongNameRule(), db).getFirst().title()).startsWith("2 names are ");
    }
}
