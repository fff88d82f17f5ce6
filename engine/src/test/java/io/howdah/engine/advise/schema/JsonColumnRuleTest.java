package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class JsonColumnRuleTest {

    private final JsonColumnRule rule = new JsonColumnRule();

    @Test
    void sees_json_and_what_looking_into_it_takes(Database db) {
        db.execute(
                "create table \"Docs\" (id int primary key, body json, fine jsonb)",
                "insert into \"Docs\" select n, '{\"a\": 1}', '{\"a\": 1}' from generate_series(1, 1000) n",
                "analyze");

        var findings = Looking.with(
                rule,
                Looking.catalog(db),
                Looking.workload("select body->>'a' from \"Te st\".\"Docs\"", "select id from \"Te st\".\"Docs\""),
                Map.of());

        assertThat(Looking.graded(findings)).containsExactly("NOTICE \"Docs\".body");
        assertThat(findings.getFirst().cost().timeShare()).isEqualTo(0.5);
        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("INFO \"Docs\".body");
    }

    @Test
    void leaves_small_tables_alone(Database db) {
        db.execute("create table docs (body json)", "insert into docs values ('{}')", "analyze");

        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
