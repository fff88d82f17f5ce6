package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class FixedCharRuleTest {

    private final FixedCharRule rule = new FixedCharRule();

    @Test
    void sees_the_blanks(Database db) {
        db.execute(
                "create table \"Codes\" (code char(20), full_code char(5))",
                "insert into \"Codes\" select 'ab' || n % 7, 'abcd' || n % 7 from generate_series(1, 100) n",
                "analyze");

        var findings = Looking.with(rule, db);

        assertThat(Looking.graded(findings)).containsExactly("NOTICE \"Codes\".code");
        assertThat(findings.getFirst().cost().bytes()).isEqualTo(1700);
    }

    @Test
    void leaves_short_codes_and_other_texts_alone(Database db) {
        db.execute(
                "create table fine (country char(2), t text, v varchar(20))",
                "insert into fine select 'FR', 'short', 'short' from generate_series(1, 100)",
                "analyze");

        assertThat(Looking.with(rule, db)).isEmpty();
    }
}
