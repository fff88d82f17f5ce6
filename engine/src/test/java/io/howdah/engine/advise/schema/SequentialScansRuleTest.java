package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.RelationUse;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@PostgresTest
class SequentialScansRuleTest {

    private final SequentialScansRule rule = new SequentialScansRule();

    @Test
    void sees_a_large_table_read_as_a_whole_where_no_statement_is_known(Database db) {
        db.execute(
                "create table \"Big\" (a int)",
                "insert into \"Big\" select n from generate_series(1, 10000) n",
                "analyze");
        var catalog = Looking.catalog(db);

        assertThat(Looking.graded(rule.examine(scanned(catalog, 200, 10_000)))).containsExactly("NOTICE \"Big\"");
        assertThat(rule.examine(scanned(catalog, 50, 10_000))).isEmpty();
        assertThat(rule.examine(scanned(catalog, 200, 10))).isEmpty();
        assertThat(Looking.with(rule, scanned(catalog, 200, 10_000), Looking.workload("select 1"), Map.of()))
                .isEmpty();
        assertThat(Looking.with(rule, scanned(catalog, 200, 10_000), Map.of("sequential-scans.rows", 10_001.0)))
                .isEmpty();
        assertThat(rule.examine(used(catalog, byIndex(3_000)))).hasSize(1);
        assertThat(rule.examine(used(catalog, byIndex(4_000)))).isEmpty();
        assertThat(rule.examine(used(catalog, null))).isEmpty();
    }

    /** Read as a whole 200 times, and by an index so many times. */
    private static RelationUse byIndex(long scans) {
        return new RelationUse(200, 2_000_000, scans, scans, 0, 0, 0, 0, 0, 0, 0, null, null, null, null, 0, 0);
    }

    private static Catalog scanned(Catalog catalog, long scans, long rows) {
        return used(catalog, Looking.use(scans, scans * rows, 0, 0, 0));
    }

    private static Catalog used(Catalog catalog, @Nullable RelationUse use) {
        return catalog.withRelations(
                catalog.relations().stream().map(r -> r.withUse(use)).toList());
    }
}
