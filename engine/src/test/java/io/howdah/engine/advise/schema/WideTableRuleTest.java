package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class WideTableRuleTest {

    @Test
    void counts_columns(Database db) {
        db.execute(
                "create table \"Wide\" (a int, b int, c int)",
                "insert into \"Wide\" values (1, 2, 3)",
                "create table empty (a int, b int, c int)");
        var rule = new WideTableRule();

        assertThat(Looking.graded(Looking.with(rule, Looking.catalog(db), Map.of("wide-table.columns", 3.0))))
                .containsExactly("INFO \"Wide\"");
        assertThat(Looking.with(rule, Looking.catalog(db), Map.of("wide-table.columns", 4.0)))
                .isEmpty();
    }
}
