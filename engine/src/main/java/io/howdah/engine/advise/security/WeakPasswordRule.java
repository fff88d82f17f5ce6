package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Name;
import java.util.ArrayList;
import java.util.List;

/** Sees passwords kept or checked by MD5. */
public final class WeakPasswordRule implements Rule {

    @Override
    public String slug() {
        return "weak-password";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var guards = scene.catalog().guards();
        var roles = guards.logins().stream()
                .filter(l -> l.canLogin() && "md5".equals(l.password()))
                .map(l -> Name.quoted(l.name()))
                .toList();
        boolean setting = scene.catalog()
                .setting("password_encryption")
                .filter(s -> s.value().equals("md5"))
                .isPresent();
        if (roles.isEmpty() && !setting) {
            return List.of();
        }
        var evidence = new ArrayList<Evidence>();
        if (setting) {
            evidence.add(Evidence.catalog("password_encryption is md5"));
        }
        if (!roles.isEmpty()) {
            evidence.add(Evidence.catalog("kept as MD5: " + String.join(", ", roles)));
        }
        return List.of(Finding.of(
                        slug(),
                        Severity.WARNING,
                        "passwords",
                        roles.isEmpty()
                                ? "new passwords are kept as MD5"
                                : "kept as MD5: the passwords of " + String.join(", ", roles),
                        "Who sees the stored value, in a backup or a dump of roles, can log in with it and need not know the password. PostgreSQL 18 warns of it, and a later release drops it. SCRAM has neither weakness.",
                        evidence)
                .deciding(Decision.whether(
                        "change to SCRAM",
                        List.of(
                                "Drivers from 2018 on know it (PgJDBC 42.2, libpq 10); look for older ones first.",
                                "Then set each password anew with \\password; only then may pg_hba.conf ask for scram-sha-256."),
                        "ALTER SYSTEM SET password_encryption = 'scram-sha-256'",
                        "SELECT pg_reload_conf()")));
    }
}
