package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class NestedViewsRuleTest {

    @Test
    void sees_the_fourth_of_a_pile(Database db) {
        db.execute(
                "create table t (a int)",
                "create view \"V 1\" as select a from t",
                "create view v2 as select a from \"V 1\"",
                "create view v3 as select a from v2",
                "create view \"V 4\" as select x.a from v3 x join \"V 1\" y using (a)");

        assertThat(Looking.graded(Looking.with(new NestedViewsRule(), db))).containsExactly("INFO \"V 4\"");
    }
}
