package io.howdah.app.config;

import io.howdah.engine.advise.Finding;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A finding that its user does not want to see, with the reason.
 *
 * @param finding a slug, or a key in which {@code *} stands for any text
 * @param until the last day on which it is passed over; null for always
 */
public record Ignored(
        String finding, String reason, @Nullable LocalDate until) {

    public boolean matches(Finding other) {
        return finding.equals(other.slug()) || glob().matcher(other.key()).matches();
    }

    private Pattern glob() {
        return Pattern.compile(Pattern.quote(finding).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    }

    public boolean expired(LocalDate today) {
        return until != null && today.isAfter(until);
    }

    /** The reason with the last day. */
    String why() {
        return reason + (until == null ? "" : " (until " + until + ")");
    }
}
