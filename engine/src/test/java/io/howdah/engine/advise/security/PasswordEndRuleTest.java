package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Guards;
import io.howdah.engine.catalog.Guards.Login;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class PasswordEndRuleTest {

    private final PasswordEndRule rule = new PasswordEndRule();

    @Test
    void sees_passwords_that_end_soon_or_have(Database db) {
        db.execute(
                "do $$ begin execute format('create role \"Soon\" login valid until %L', now() + interval '3 days'); end $$",
                "create role gone login valid until '2020-01-01'",
                "create role fine login valid until 'infinity'",
                "create role later login valid until '2999-01-01'",
                "create role nobody valid until '2020-01-01'");
        var catalog = Looking.catalog(db);
        var findings = rule.examine(catalog);
        findings.forEach(
                f -> Objects.requireNonNull(f.decision()).choices().get(1).sql().forEach(db::execute));
        assertThat(Looking.with(rule, db))
                .as("of roles that can no longer log in")
                .isEmpty();
        db.execute("drop role \"Soon\"", "drop role gone", "drop role fine", "drop role later", "drop role nobody");

        assertThat(Looking.graded(findings)).containsExactly("NOTICE role gone", "WARNING role \"Soon\"");
        assertThat(findings)
                .filteredOn(f -> f.subject().equals("role gone"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.title()).isEqualTo("the password of gone has ended");
                    assertThat(f.why()).startsWith("The role cannot log in");
                });
        assertThat(findings)
                .filteredOn(f -> f.subject().contains("Soon"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.title()).startsWith("the password of \"Soon\" ends on ");
                    assertThat(f.why()).startsWith("After that every new session");
                });
    }

    @Test
    void warns_two_weeks_before_and_no_earlier() {
        var twoWeeks = Made.NOW.plus(Duration.ofDays(14));

        assertThat(seen(twoWeeks)).isEmpty();
        assertThat(seen(twoWeeks.minusSeconds(1))).containsExactly("WARNING role ann");
    }

    @Test
    void takes_a_password_for_ended_only_after_its_end() {
        assertThat(seen(Made.NOW)).containsExactly("WARNING role ann");
        assertThat(seen(Made.NOW.minusSeconds(1))).containsExactly("NOTICE role ann");
    }

    private List<String> seen(Instant end) {
        var ann = new Login("ann", true, false, false, false, "scram", end);
        var guards = new Guards(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(ann), null, List.of());
        return Looking.graded(rule.examine(Made.server().scene().catalog().withGuards(guards)));
    }
}
