package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Loopback;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Guards.HostLine;
import java.util.List;
import java.util.Objects;

/** Sees servers that other machines reach without TLS: it is off, or no rule asks for it. */
public final class OpenLineRule implements Rule {

    @Override
    public String slug() {
        return "open-line";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        boolean off = scene.catalog()
                .setting("ssl")
                .filter(s -> s.value().equals("off"))
                .isPresent();
        var listens =
                scene.catalog().setting("listen_addresses").map(s -> s.value()).orElse("");
        if (Loopback.areAll(listens)) {
            return List.of();
        }
        return off ? List.of(withoutTls(listens)) : plainHosts(scene);
    }

    private Finding withoutTls(String listens) {
        return Finding.of(
                        slug(),
                        Severity.WARNING,
                        "ssl",
                        "the server listens on %s without TLS".formatted(listens),
                        "Statements, rows and, with some methods, passwords go over the line as they are, and nobody knows whether it is this server that answers.",
                        List.of(Evidence.catalog("ssl is off")))
                .deciding(Decision.whether(
                                "switch TLS on",
                                List.of(
                                        "Needs a certificate and a key in the data directory (server.crt, server.key); sessions as before stay possible until pg_hba.conf says hostssl."),
                                "ALTER SYSTEM SET ssl = on",
                                "SELECT pg_reload_conf()")
                        .or(
                                "listen on this machine only",
                                List.of(
                                        "For a server whose programs all run beside it, or come through a tunnel; all others are shut out.",
                                        "In effect after a restart."),
                                "ALTER SYSTEM SET listen_addresses = 'localhost'"));
    }

    private List<Finding> plainHosts(Scene scene) {
        var rules = Objects.requireNonNullElse(scene.catalog().guards().hostLines(), List.<HostLine>of());
        var open = PlainLines.of(rules).stream()
                .map(r -> "line %d: %s %s %s".formatted(r.line(), r.type(), r.address(), r.method()))
                .toList();
        return open.isEmpty()
                ? List.of()
                : List.of(Finding.of(
                        slug(),
                        Severity.NOTICE,
                        "pg_hba.conf",
                        "%d lines of pg_hba.conf let sessions in without TLS".formatted(open.size()),
                        "TLS is there, and a client that does not ask for it goes without. hostssl in the place of host makes it a must.",
                        open.stream().map(Evidence::catalog).toList()));
    }
}
