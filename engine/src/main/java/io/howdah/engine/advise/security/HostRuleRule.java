package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Loopback;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Guards.HostLine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Sees lines of pg_hba.conf that let sessions in without a proof, or take the proof over an open line. */
public final class HostRuleRule implements Rule {

    @Override
    public String slug() {
        return "host-rule";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var rules = Objects.requireNonNullElse(scene.catalog().guards().hostLines(), List.<HostLine>of());
        var plain = Set.copyOf(PlainLines.of(rules));
        return rules.stream()
                .filter(r -> !provesTheName(r))
                .flatMap(r -> finding(r, plain.contains(r)).stream())
                .toList();
    }

    /** With this option any method asks for a certificate with the role's name, as the method cert does. */
    private static boolean provesTheName(HostLine rule) {
        return "verify-full".equals(rule.certificate());
    }

    private Optional<Finding> finding(HostLine rule, boolean plain) {
        boolean far = !rule.type().equals("local") && !Loopback.is(rule.address());
        return switch (rule.method()) {
            case "trust" -> Optional.of(trusted(rule, far));
            case "password", "ldap", "pam", "radius", "bsd" ->
                plain
                        ? Optional.of(finding(
                                rule,
                                Severity.WARNING,
                                "has passwords sent as they are over an open line",
                                "Whoever is on the way reads them."))
                        : Optional.empty();
            case "md5" ->
                far
                        ? Optional.of(
                                finding(
                                        rule,
                                        Severity.NOTICE,
                                        "takes MD5 as a proof",
                                        "It also takes SCRAM where the password is kept so; asking for scram-sha-256 refuses the weak ones."))
                        : Optional.empty();
            case "ident" ->
                far
                        ? Optional.of(finding(
                                rule,
                                Severity.WARNING,
                                "believes what the other machine says of its user",
                                "Whoever owns a machine there is whoever he likes."))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Finding trusted(HostLine rule, boolean far) {
        if (rule.certificate() != null) {
            return finding(
                    rule,
                    far ? Severity.WARNING : Severity.NOTICE,
                    "lets anybody with a trusted certificate in as " + users(rule) + ", whatever name is on it",
                    "clientcert=verify-ca does not ask whose certificate it is; clientcert=verify-full does.");
        }
        return finding(
                rule,
                far ? Severity.CRITICAL : Severity.NOTICE,
                far
                        ? "lets anybody in from " + rule.address() + " as " + users(rule) + ", without a proof"
                        : "lets each user of this machine in as " + users(rule) + ", without a proof",
                "There is no password to guess: the name is enough.");
    }

    private static String users(HostLine rule) {
        return rule.users().contains("all") ? "any role" : String.join(", ", rule.users());
    }

    private Finding finding(HostLine rule, Severity severity, String what, String why) {
        return Finding.of(
                slug(),
                severity,
                "pg_hba.conf line " + rule.line(),
                "line %d of pg_hba.conf %s".formatted(rule.line(), what),
                why
                        + " Put scram-sha-256 in its place, and hostssl in that of host, then reload: SELECT pg_reload_conf().",
                List.of(Evidence.catalog("%s %s %s %s %s%s"
                        .formatted(
                                rule.type(),
                                String.join(",", rule.databases()),
                                String.join(",", rule.users()),
                                Objects.requireNonNullElse(rule.address(), ""),
                                rule.method(),
                                rule.certificate() == null ? "" : " clientcert=" + rule.certificate()))));
    }
}
