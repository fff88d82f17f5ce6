package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class LengthLimitRuleTest {

    private final LengthLimitRule rule = new LengthLimitRule();

    @Test
    void sees_values_that_have_reached_the_limit(Database db) {
        db.execute(
                "create table \"T\" (\"Full\" varchar(30), roomy varchar(60), always varchar(20), code varchar(5), free text)",
                "insert into \"T\" select repeat('x', 1 + n % 30), repeat('x', n % 30), repeat('x', 20), repeat('x', n % 6), repeat('x', n) from generate_series(1, 200) n",
                "analyze");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("NOTICE \"T\".\"Full\"");
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
