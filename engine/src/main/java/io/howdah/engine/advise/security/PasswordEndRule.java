package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Guards.Login;
import io.howdah.engine.catalog.Name;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Sees passwords that end soon, or have. */
public final class PasswordEndRule implements Rule {

    private static final Threshold DAYS =
            new Threshold("password-end.days", 14, "days", "ours: time to change it in all places");

    @Override
    public String slug() {
        return "password-end";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(DAYS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var now = scene.catalog().readAt();
        var soon = now.plus(Duration.ofDays((long) scene.of(DAYS)));
        return scene.catalog().guards().logins().stream()
                .filter(l ->
                        l.canLogin() && l.validUntil() != null && l.validUntil().isBefore(soon))
                .map(l -> finding(l, Objects.requireNonNull(l.validUntil()), now))
                .toList();
    }

    private Finding finding(Login login, Instant end, Instant now) {
        boolean over = end.isBefore(now);
        var name = Name.quoted(login.name());
        return Finding.of(
                        slug(),
                        over ? Severity.NOTICE : Severity.WARNING,
                        "role " + name,
                        over
                                ? "the password of %s has ended".formatted(name)
                                : "the password of %s ends on %s".formatted(name, end),
                        over
                                ? "The role cannot log in by password any more. Where nobody missed it, it can go."
                                : "After that every new session of the role is refused; sessions that are there stay.",
                        List.of(Evidence.catalog("valid until " + end)))
                .deciding(Decision.whether(
                                "give it time",
                                List.of("Better with a new password, by \\password."),
                                "ALTER ROLE " + name + " VALID UNTIL 'infinity'")
                        .or(
                                "let the role go",
                                List.of(
                                        "It can log in by no means any more, certificates and peer included; what it owns and may do stays, and LOGIN brings it back."),
                                "ALTER ROLE " + name + " NOLOGIN"));
    }
}
