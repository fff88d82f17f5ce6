package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class ManyIndexesRuleTest {

    @Test
    void weighs_indexes_against_their_table(Database db) {
        db.execute(
                "create table \"Heavy\" (a int primary key, b int)",
                "insert into \"Heavy\" select n, n from generate_series(1, 5000) n",
                "create index on \"Heavy\" (b)",
                "create index on \"Heavy\" (b, a)",
                "analyze");
        var rule = new ManyIndexesRule();
        var catalog = Looking.catalog(db);

        assertThat(Looking.graded(
                        Looking.with(rule, catalog, Map.of("many-indexes.count", 3.0, "many-indexes.bytes", 1.0))))
                .containsExactly("NOTICE \"Heavy\"");
        assertThat(Looking.with(rule, catalog, Map.of("many-indexes.count", 3.0, "many-indexes.bytes", 1.0))
                        .getFirst()
                        .evidence()
                        .getLast()
                        .text())
                .contains("Heavy_b_idx", "Heavy_b_a_idx")
                .doesNotContain("pkey");
        assertThat(Looking.with(rule, catalog, Map.of("many-indexes.count", 4.0, "many-indexes.bytes", 1.0)))
                .isEmpty();
        assertThat(Looking.with(rule, catalog, Map.of("many-indexes.count", 3.0)))
                .isEmpty();
        assertThat(Looking.with(
                        rule,
                        catalog,
                        Map.of("many-indexes.count", 3.0, "many-indexes.bytes", 1.0, "many-indexes.times", 3.0)))
                .isEmpty();
    }

    @Test
    void names_no_index_that_is_needed(Database db) {
        db.execute(
                "create table t (a int primary key, b int unique, c int)",
                "insert into t select n, n, n from generate_series(1, 5000) n",
                "analyze");
        var close = Map.of("many-indexes.count", 2.0, "many-indexes.bytes", 1.0, "many-indexes.times", 0.1);

        assertThat(Looking.with(new ManyIndexesRule(), Looking.catalog(db), close))
                .singleElement()
                .satisfies(f -> assertThat(f.evidence().getLast().text())
                        .isEqualTo("each was scanned or enforces a constraint"));
    }
}
