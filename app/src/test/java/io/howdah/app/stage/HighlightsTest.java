package io.howdah.app.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HighlightsTest {

    @Test
    void say_what_a_finding_is_about_where_its_title_does_not() {
        assertThat(lines(
                        finding("slow", "select a, b from t where c = ?", "writes 16 MB to files"),
                        finding("large", "public.orders", "orders is large"),
                        finding("full", "server", "the disk is full")))
                .containsExactly(
                        "writes 16 MB to files: select a, b from t where c = ?", "orders is large", "the disk is full");
    }

    @Test
    void cut_what_is_too_long_for_a_line() {
        assertThat(lines(finding("slow", "s".repeat(61), "slow"))).containsExactly("slow: " + "s".repeat(59) + "…");
    }

    @Test
    void put_those_of_a_kind_on_one_line() {
        assertThat(lines(finding("large", "orders", "orders is large"), finding("large", "users", "users is large")))
                .containsExactly("orders is large (and 1 more of the kind)");
    }

    @Test
    void are_ten_at_most() {
        var findings = IntStream.range(0, 12)
                .mapToObj(i -> finding("rule-" + i, "server", "title"))
                .toList();

        assertThat(Highlights.of(findings)).hasSize(10);
    }

    private static List<String> lines(Finding... findings) {
        return Highlights.of(List.of(findings)).stream()
                .map(Highlights.Line::text)
                .toList();
    }

    private static Finding finding(String slug, String subject, String title) {
        return Finding.of(slug, Severity.NOTICE, subject, title, "why", List.of());
    }
}
