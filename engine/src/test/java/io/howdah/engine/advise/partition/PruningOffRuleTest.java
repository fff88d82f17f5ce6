package io.howdah.engine.advise.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class PruningOffRuleTest {

    private final PruningOffRule rule = new PruningOffRule();

    @Test
    void sees_pruning_off_only_where_it_matters(Database db) {
        db.execute("create table t (n int) partition by list (n)");
        assertThat(Looking.with(rule, db)).isEmpty();

        db.execute("alter database \"" + db.column("select current_database()").getFirst()
                + "\" set enable_partition_pruning = off");

        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("WARNING enable_partition_pruning");
        assertThat(Looking.with(rule, db).getFirst().remedy().sql())
                .contains("ALTER SYSTEM SET enable_partition_pruning = 'on';");
        db.execute("drop table t");
        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
