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

    @Test
    void leaves_two_letters_what_has_no_length_and_what_was_never_analysed_alone(Database db) {
        db.execute(
                "create table codes (two char(2), three char(3), any_length bpchar)",
                "insert into codes select 'F', 'FR', 'FR' from generate_series(1, 100)",
                "create table fresh (code char(20))",
                "analyze");

        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("NOTICE codes.three");
    }

    @Test
    void only_informs_where_most_values_fill_it(Database db) {
        db.execute(
                "create table codes (code char(3))",
                "insert into codes select (array['abc', 'ab'])[1 + n % 2] from generate_series(1, 100) n",
                "analyze");

        assertThat(Looking.graded(Looking.with(rule, db))).containsExactly("INFO codes.code");
    }
}
