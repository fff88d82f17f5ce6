package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class PartitionedIndexTest {

    @BeforeEach
    void events_by_month(Database db) {
        db.execute(
                "create table \"Events\" (id int, customer int, made_at date not null, note text) partition by range (made_at)",
                "create table january partition of \"Events\" for values from ('2026-01-01') to ('2026-02-01')",
                "create table february partition of \"Events\" for values from ('2026-02-01') to ('2026-03-01')",
                """
                insert into "Events" select n, n * 37 % 4000, date '2026-01-01' + n % 59, repeat('x', 60)
                from generate_series(1, 30000) n""");
    }

    @Test
    void is_proposed_on_the_table_and_not_on_each_partition(Database db) {
        var advisory = Lab.of(db)
                .calls(50, "select note from \"Events\" where customer = 7")
                .advise();

        assertThat(Lab.created(advisory)).containsExactly("\"Events\" (customer)");
        assertThat(advisory.advice().getFirst().finding().why()).contains("30,000 rows");
    }

    @Test
    void is_built_online_partition_by_partition_and_is_valid_then(Database db) {
        var advisory = Lab.of(db)
                .calls(50, "select note from \"Events\" where customer = 7")
                .advise();

        for (String sql : advisory.advice().getFirst().sql()) {
            db.execute(sql);
        }

        assertThat(
                        db.value(
                                "select count(*) || ' ' || bool_and(indisvalid) from pg_index where indrelid in"
                                        + " ('\"Te st\".\"Events\"'::regclass, '\"Te st\".january'::regclass, '\"Te st\".february'::regclass)"))
                .isEqualTo("3 true");
    }
}
