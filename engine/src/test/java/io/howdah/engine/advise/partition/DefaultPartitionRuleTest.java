package io.howdah.engine.advise.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
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

    @Test
    void is_silent_about_a_default_that_is_the_only_partition(Database db) {
        db.execute(
                "create table whole (n int) partition by list (n)",
                "create table whole_rest partition of whole default",
                "insert into whole values (1), (7)",
                "analyze");

        assertThat(Looking.with(new DefaultPartitionRule(), db)).isEmpty();
    }

    @Test
    void minds_as_many_rows_as_the_user_says(Database db) {
        db.execute(
                "create table t (n int) partition by list (n)",
                "create table t1 partition of t for values in (1)",
                "create table \"Rest\" partition of t default",
                "insert into t values (1), (7), (8)",
                "analyze");
        var catalog = Looking.catalog(db);

        assertThat(Looking.subjects(
                        Looking.with(new DefaultPartitionRule(), catalog, Map.of("default-partition.rows", 2.0))))
                .containsExactly("\"Rest\"");
        assertThat(Looking.with(new DefaultPartitionRule(), catalog, Map.of("default-partition.rows", 3.0)))
                .isEmpty();
    }
}
