package io.howdah.engine.advise.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class PartitionParametersRuleTest {

    private final PartitionParametersRule rule = new PartitionParametersRule();

    @Test
    void sees_a_new_partition_made_without_the_parameters_of_the_others(Database db) {
        db.execute(
                "create table t (n int) partition by range (n)",
                "create table t1 partition of t for values from (0) to (10) with (autovacuum_vacuum_scale_factor = 0.01)",
                "create table t2 partition of t for values from (10) to (20) with (autovacuum_vacuum_scale_factor = 0.01)",
                "create table rest partition of t default with (fillfactor = 50)",
                "create table \"T 3\" partition of t for values from (20) to (30)");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("NOTICE \"T 3\"");
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void is_silent_where_only_one_has_any(Database db) {
        db.execute(
                "create table t (n int) partition by range (n)",
                "create table t1 partition of t for values from (0) to (10) with (fillfactor = 50)",
                "create table t2 partition of t for values from (10) to (20)",
                "create table t3 partition of t for values from (20) to (30)");

        assertThat(Looking.with(rule, db)).isEmpty();
    }

    @Test
    void counts_no_default_partition(Database db) {
        db.execute(
                "create table t (n int) partition by range (n)",
                "create table t1 partition of t for values from (0) to (10) with (fillfactor = 50)",
                "create table t2 partition of t for values from (20) to (30)",
                "create table rest partition of t default with (fillfactor = 50)");

        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
