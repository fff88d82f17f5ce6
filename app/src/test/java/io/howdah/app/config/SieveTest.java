package io.howdah.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SieveTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    @TempDir
    private Path folder;

    @Test
    void sets_aside_a_rule_by_its_slug_and_findings_by_their_key() {
        var sieve = ignoring(
                new Ignored("slow-thing", "known", null), new Ignored("idle-thing:table \"A*\"", "archived", null));

        assertThat(sieve.reason(finding("slow-thing", "server"))).contains("ignored: known");
        assertThat(sieve.reason(finding("idle-thing", "table \"A b\""))).contains("ignored: archived");
        assertThat(sieve.reason(finding("idle-thing", "table \"B\""))).isEmpty();
        assertThat(sieve.reason(finding("slow-thing-too", "server"))).isEmpty();
    }

    @Test
    void takes_signs_of_patterns_other_than_the_star_for_themselves() {
        var sieve = ignoring(new Ignored("idle-thing:table a.b", "x", null));

        assertThat(sieve.reason(finding("idle-thing", "table a.b"))).isPresent();
        assertThat(sieve.reason(finding("idle-thing", "table a_b"))).isEmpty();
    }

    @Test
    void counts_again_from_the_day_after_the_last_and_says_so() {
        var last = ignoring(new Ignored("slow-thing", "known", TODAY));
        var expired = ignoring(new Ignored("slow-thing", "known", TODAY.minusDays(1)));

        assertThat(last.reason(finding("slow-thing", "server"))).contains("ignored: known (until 2026-11-21)");
        assertThat(last.remarks()).isEmpty();
        assertThat(expired.reason(finding("slow-thing", "server"))).isEmpty();
        assertThat(expired.remarks())
                .containsExactly("Ignoring slow-thing expired on 2026-11-20 (known); its findings count again.");
    }

    @Test
    void knows_what_is_in_the_baseline_unless_it_has_become_graver() {
        var file = folder.resolve("known.json");
        Baseline.of(List.of(finding("slow-thing", "表 \"a b\""))).write(file);
        var sieve = new Sieve(List.of(), Optional.of(Baseline.read(file)), TODAY);

        assertThat(sieve.reason(finding("slow-thing", "表 \"a b\""))).contains("in the baseline");
        assertThat(sieve.reason(finding("slow-thing", "another"))).isEmpty();
        assertThat(sieve.reason(of("slow-thing", "表 \"a b\"", Severity.CRITICAL)))
                .isEmpty();
        assertThat(sieve.reason(of("slow-thing", "表 \"a b\"", Severity.INFO))).isPresent();
    }

    private static Sieve ignoring(Ignored... ignored) {
        return new Sieve(List.of(ignored), Optional.empty(), TODAY);
    }

    private static Finding finding(String slug, String subject) {
        return of(slug, subject, Severity.WARNING);
    }

    private static Finding of(String slug, String subject, Severity severity) {
        return Finding.of(slug, severity, subject, "title", "why", List.of());
    }
}
