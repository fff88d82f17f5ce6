package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class DeadColumnRuleTest {

    @Test
    void sees_columns_that_nobody_fills_or_names(Database db) {
        db.execute(
                "create table \"T\" (a int, \"Dead\" text, asked text, half text)",
                "insert into \"T\" select n, null, null, case when n > 10 then 'x' end from generate_series(1, 1000) n",
                "analyze");
        var rule = new DeadColumnRule();
        var workload = Looking.workload("select a from \"Te st\".\"T\" where asked = $1");

        assertThat(Looking.with(rule, Looking.catalog(db), workload, Map.of("dead-column.rows", 1000.0)))
                .singleElement()
                .satisfies(f -> assertThat(f.title()).startsWith("\"Dead\" of"));
        assertThat(Looking.with(rule, Looking.catalog(db), workload, Map.of("dead-column.rows", 1001.0)))
                .isEmpty();
    }
}
