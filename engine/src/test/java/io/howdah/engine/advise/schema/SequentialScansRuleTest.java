package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
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
    }

    private static Catalog scanned(Catalog catalog, long scans, long rows) {
        return catalog.withRelations(catalog.relations().stream()
                .map(r -> r.withUse(Looking.use(scans, scans * rows, 0, 0, 0)))
                .toList());
    }
}
