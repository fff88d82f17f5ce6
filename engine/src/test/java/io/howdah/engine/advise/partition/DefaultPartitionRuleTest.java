package io.howdah.engine.advise.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class DefaultPartitionRuleTest {

    @Test
    void sees_rows_that_landed_in_a_default_and_not_an_empty_one(Database db) {
        db.execute(
                "create table t (n int) partition by list (n)",
                "create table t1 partition of t for values in (1)",
                "create table \"Rest\" partition of t default",
                "insert into t values (1), (7)",
                "create table fine (n int) partition by list (n)",
                "create table fine1 partition of fine for values in (1)",
                "create table fine_rest partition of fine default",
                "insert into fine values (1)",
                "analyze");

        assertThat(Looking.graded(Looking.with(new DefaultPartitionRule(), db))).containsExactly("WARNING \"Rest\"");
    }
}
