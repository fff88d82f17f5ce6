package io.howdah.engine.advise.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Made;
import io.howdah.engine.advise.MadeTable;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
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

    @Test
    void sees_nine_tenths_of_ten_thousand_rows_and_nothing_less() {
        assertThat(seen(9000, 500, 500))
                .containsExactly("INFO \"Te st\".t: 90 % of the rows of \"Te st\".t lie in one partition");
        assertThat(seen(8999, 501, 500)).isEmpty();
        assertThat(seen(9500, 250, 249)).isEmpty();
    }

    @Test
    void is_silent_about_two_partitions() {
        assertThat(seen(9500, 500)).isEmpty();
    }

    @Test
    void is_silent_about_ranges_and_about_partitions_without_rows(Database db) {
        db.execute(
                "create table \"By time\" (n int) partition by range (n)",
                "create table t1 partition of \"By time\" for values from (0) to (1000000)",
                "create table t2 partition of \"By time\" for values from (1000000) to (2000000)",
                "create table t3 partition of \"By time\" default",
                "insert into \"By time\" select n from generate_series(1, 10000) n",
                "create table nothing (n int) partition by list (n)",
                "create table n1 partition of nothing for values in (1)",
                "create table n2 partition of nothing for values in (2)",
                "create table n3 partition of nothing default",
                "analyze");

        assertThat(Looking.with(new UnevenPartitionsRule(), db)).isEmpty();
        assertThat(Looking.closely(new UnevenPartitionsRule(), db)).isEmpty();
    }

    /** Of a table with so many rows in each of its partitions. */
    private static List<String> seen(long... rows) {
        var made = Made.server().table(MadeTable.named("t").partitioned().made());
        for (int i = 0; i < rows.length; i++) {
            made = made.table(
                    MadeTable.named("t" + i).partitionOf("t").rows(rows[i], 0).made());
        }
        return made.seenBy(new UnevenPartitionsRule());
    }
}
