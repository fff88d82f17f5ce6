package io.howdah.app.config;

import io.howdah.engine.advise.Finding;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Tells which findings do not count, and why.
 *
 * @param known findings of an earlier run
 * @param today decides which rules for ignoring have expired
 */
public record Sieve(List<Ignored> ignored, Optional<Baseline> known, LocalDate today) {

    /** Why the finding does not count; empty where it does. */
    public Optional<String> reason(Finding finding) {
        return ignored.stream()
                .filter(i -> !i.expired(today) && i.matches(finding))
                .findFirst()
                .map(i -> "ignored: " + i.why())
                .or(() -> known.filter(b -> b.knows(finding)).map(b -> "in the baseline"));
    }

    /** What has expired, by name. */
    public List<String> remarks() {
        return ignored.stream()
                .filter(i -> i.expired(today))
                .map(i -> "Ignoring " + i.finding() + " expired on " + i.until() + " (" + i.reason()
                        + "); its findings count again.")
                .toList();
    }
}
