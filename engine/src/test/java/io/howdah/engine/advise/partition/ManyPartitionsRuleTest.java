package io.howdah.engine.advise.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class ManyPartitionsRuleTest {

    @Test
    void counts_partitions_at_all_depths(Database db) {
        db.execute(
                "create table \"Deep\" (n int) partition by range (n)",
                "create table d1 partition of \"Deep\" for values from (0) to (10) partition by hash (n)",
                "create table d11 partition of d1 for values with (modulus 2, remainder 0)",
                "create table d12 partition of d1 for values with (modulus 2, remainder 1)",
                "create table d2 partition of \"Deep\" for values from (10) to (20)");
        var catalog = Looking.catalog(db);
        var rule = new ManyPartitionsRule();

        assertThat(Looking.subjects(Looking.with(rule, catalog, Map.of("many-partitions.count", 3.0))))
                .containsExactly("\"Deep\"");
        assertThat(Looking.subjects(Looking.with(rule, catalog, Map.of("many-partitions.count", 2.0))))
                .as("its partition d1 is counted with it")
                .containsExactly("\"Deep\"");
        assertThat(Looking.with(rule, catalog, Map.of("many-partitions.count", 4.0)))
                .isEmpty();
    }

    @Test
    void is_silent_about_one_partition_and_about_few(Database db) {
        var rule = new ManyPartitionsRule();
        db.execute(
                "create table \"One\" (n int) partition by list (n)",
                "create table o1 partition of \"One\" for values in (1)");
        assertThat(Looking.closely(rule, db)).isEmpty();

        db.execute("create table o2 partition of \"One\" for values in (2)");

        assertThat(Looking.subjects(Looking.closely(rule, db))).containsExactly("\"One\"");
        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
