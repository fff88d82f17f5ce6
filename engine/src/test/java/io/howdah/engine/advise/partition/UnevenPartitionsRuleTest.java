package io.howdah.engine.advise.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class UnevenPartitionsRuleTest {

    @Test
    void sees_nearly_all_rows_in_one_partition(Database db) {
        db.execute(
                "create table \"By place\" (p text) partition by list (p)",
                "create table p1 partition of \"By place\" for values in ('a')",
                "create table p2 partition of \"By place\" for values in ('b')",
                "create table p3 partition of \"By place\" default",
                "insert into \"By place\" select case when n % 100 = 0 then 'b' else 'a' end from generate_series(1, 10000) n",
                "create table even (n int) partition by hash (n)",
                "create table e1 partition of even for values with (modulus 3, remainder 0)",
                "create table e2 partition of even for values with (modulus 3, remainder 1)",
                "create table e3 partition of even for values with (modulus 3, remainder 2)",
                "insert into even select n from generate_series(1, 10000) n",
                "analyze");

        assertThat(Looking.graded(Looking.with(new UnevenPartitionsRule(), db))).containsExactly("INFO \"By place\"");
    }
}
