package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.RelationUse;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
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

    @Test
    void pays_for_what_is_written_to_single_partitions(Database db) {
        db.execute("vacuum analyze");
        var use = new RelationUse(0, 0, 0, 0, 864_000L * 5000, 0, 0, 0, 0, 0, 0, null, null, null, null, 0, 0);
        var catalog = Situations.catalog(db);
        var counted = Looking.countedFor(
                catalog.withRelations(catalog.relations().stream()
                        .map(r -> r.name().name().equals("january") ? r.withUse(use) : r)
                        .toList()),
                Duration.ofDays(10));
        var lab = Lab.of(counted).calls(1, "select note from \"Events\" where customer = 7");
        var options = IndexOptions.forDatabase(counted);

        assertThat(Lab.created(lab.advise(options))).isNotEmpty();
        assertThat(Lab.created(lab.advise(options.withWindow(Duration.ofHours(1)))))
                .isEmpty();
    }
}
