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

    @Test
    void takes_the_last_by_name_where_there_are_no_ranges(Database db) {
        db.execute(
                "create table \"By kind\" (n int) partition by list (n)",
                "create table k1 partition of \"By kind\" for values in (1) with (fillfactor = 50)",
                "create table k2 partition of \"By kind\" for values in (2) with (fillfactor = 50)",
                "create table k3 partition of \"By kind\" for values in (3)",
                "create table fine (n int) partition by list (n)",
                "create table f1 partition of fine for values in (1)",
                "create table f2 partition of fine for values in (2) with (fillfactor = 50)",
                "create table f3 partition of fine for values in (3) with (fillfactor = 50)");

        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("NOTICE k3");
    }

    @Test
    void sees_it_where_half_of_them_have_any_and_not_where_fewer_do(Database db) {
        db.execute(
                "create table half (n int) partition by range (n)",
                "create table h1 partition of half for values from (0) to (10) with (fillfactor = 50)",
                "create table h2 partition of half for values from (10) to (20) with (fillfactor = 50)",
                "create table h3 partition of half for values from (20) to (30)",
                "create table h4 partition of half for values from (30) to (40)",
                "create table fewer (n int) partition by range (n)",
                "create table f1 partition of fewer for values from (0) to (10) with (fillfactor = 50)",
                "create table f2 partition of fewer for values from (10) to (20) with (fillfactor = 50)",
                "create table f3 partition of fewer for values from (20) to (30)",
                "create table f4 partition of fewer for values from (30) to (40)",
                "create table f5 partition of fewer for values from (40) to (50)");

        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("NOTICE h4");
    }

    @Test
    void passes_over_partitions_that_are_partitioned_themselves(Database db) {
        db.execute(
                "create table t (n int) partition by range (n)",
                "create table t1 partition of t for values from (0) to (10) with (fillfactor = 50)",
                "create table t2 partition of t for values from (10) to (20) with (fillfactor = 50)",
                "create table t3 partition of t for values from (20) to (30) partition by list (n)");

        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
