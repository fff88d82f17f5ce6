package io.howdah.engine.advise.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class IncompleteIndexRuleTest {

    private final IncompleteIndexRule rule = new IncompleteIndexRule();

    @BeforeEach
    void a_partitioned_table_with_an_index_of_which_a_part_is_missing(Database db) {
        db.execute(
                "create table \"Events\" (id int) partition by range (id)",
                "create table \"Events 1\" partition of \"Events\" for values from (0) to (9)",
                "create table \"Events 2\" partition of \"Events\" default",
                "create index \"By id\" on only \"Events\" (id)",
                "create index \"By id 1\" on \"Events 1\" (id)",
                "alter index \"By id\" attach partition \"By id 1\"");
    }

    @Test
    void names_the_partitions_that_lack_their_part(Database db) {
        db.execute("create index of_its_own on \"Events 2\" (id)");

        assertThat(Situation.seen(rule, Situation.of(db)))
                .containsExactly(
                        "NOTICE index \"Te st\".\"By id\": the index \"Te st\".\"By id\" on the partitioned table"
                                + " \"Te st\".\"Events\" is not complete");
        assertThat(rule.examine(Situation.of(db))
                        .getFirst()
                        .evidence()
                        .getLast()
                        .text())
                .isEqualTo("without a part: \"Te st\".\"Events 2\"");
    }

    @Test
    void is_silent_once_all_are_attached(Database db) {
        db.execute(
                "create index \"By id 2\" on \"Events 2\" (id)", "alter index \"By id\" attach partition \"By id 2\"");

        assertThat(rule.examine(Situation.of(db))).isEmpty();
    }

    @Test
    void leaves_an_index_of_a_single_partition_alone(Database db) {
        db.execute(
                "drop index \"By id\"",
                "create index own on \"Events 2\" (id)",
                "update pg_index set indisvalid = false where indexrelid = 'own'::regclass");

        assertThat(rule.examine(Situation.of(db))).isEmpty();
    }
}
