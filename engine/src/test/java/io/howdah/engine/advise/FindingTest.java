package io.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FindingTest {

    @Test
    void is_read_by_risk_first_then_by_time_then_by_bytes() {
        assertThat(Stream.of(
                                finding("idle", Severity.NOTICE),
                                finding("large", Severity.NOTICE).costing(Cost.ofBytes(1 << 20)),
                                finding("larger", Severity.NOTICE).costing(Cost.ofBytes(1 << 21)),
                                finding("slow", Severity.NOTICE).costing(Cost.ofTime(0.1)),
                                finding("grave", Severity.CRITICAL))
                        .sorted(Finding.WEIGHTIEST_FIRST))
                .extracting(Finding::subject)
                .containsExactly("grave", "slow", "larger", "large", "idle");
    }

    private static Finding finding(String subject, Severity severity) {
        return Finding.of("some-rule", severity, subject, "title", "why", List.of());
    }
}
