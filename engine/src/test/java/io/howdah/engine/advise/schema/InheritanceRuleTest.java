package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class InheritanceRuleTest {

    @Test
    void sees_children_that_are_no_partitions(Database db) {
        db.execute(
                "create table parent (a int)",
                "create table \"Child\" () inherits (parent)",
                "create table t (a int) partition by list (a)",
                "create table p partition of t default");

        assertThat(Looking.graded(Looking.with(new InheritanceRule(), db))).containsExactly("INFO \"Child\"");
    }
}
