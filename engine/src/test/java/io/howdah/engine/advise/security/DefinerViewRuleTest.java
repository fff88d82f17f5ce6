package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class DefinerViewRuleTest {

    @Test
    void sees_views_that_show_rows_past_the_policies(Database db) {
        db.execute(
                "create table \"Secret\" (a int)",
                "alter table \"Secret\" enable row level security",
                "create view \"Open\" as select * from \"Secret\"",
                "create materialized view kept as select a from \"Secret\"",
                "create table \"Secret too\" (a int)",
                "create view fine as select * from \"Secret too\"");

        assertThat(Looking.graded(Looking.with(new DefinerViewRule(), db)))
                .containsExactly("WARNING \"Open\"", "WARNING kept");
    }
}
