package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.schema.TableStatements;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.DatabaseRole;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Sees row-level security that the application walks past: it comes as the tables' owner, a superuser, or with BYPASSRLS. */
public final class RowSecurityBypassedRule implements Rule {

    private static final String OTHER_ROLE = "let the application come as a role without such rights";
    private static final List<String> APART = List.of(
            "From then on it sees what the policies allow, and nothing else: jobs over all rows need a role of their own.");

    @Override
    public String slug() {
        return "row-security-bypassed";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var statements = TableStatements.of(scene);
        var findings = new ArrayList<Finding>();
        for (var table : OwnTables.of(scene.catalog())) {
            if (table.rowSecurity()
                    && !scene.catalog().guards().policiesOf(table.name()).isEmpty()) {
                var reasons = new TreeMap<String, String>();
                statements.on(table).stream()
                        .flatMap(r -> r.statement().callers().stream())
                        .forEach(
                                c -> reason(scene.catalog(), table, c.role()).ifPresent(r -> reasons.put(c.role(), r)));
                reasons.forEach((role, reason) -> findings.add(finding(table, role, reason)));
            }
        }
        return List.copyOf(findings);
    }

    private static Optional<String> reason(Catalog catalog, Relation table, String role) {
        var attributes = catalog.definitions().roles().stream()
                .filter(r -> r.name().equals(role))
                .findFirst();
        if (attributes.filter(DatabaseRole::superuser).isPresent()) {
            return Optional.of("is a superuser");
        }
        if (attributes.filter(DatabaseRole::bypassesRowSecurity).isPresent()) {
            return Optional.of("has BYPASSRLS");
        }
        boolean owner = table.owner().equals(role)
                || attributes
                        .filter(r -> r.inheritsFrom().contains(table.owner()))
                        .isPresent();
        return owner && !table.rowSecurityForced() ? Optional.of("owns the table") : Optional.empty();
    }

    private static Decision forced(Relation table) {
        return Decision.whether("let the policies hold for the owner too", APART, RowSecurity.force(table));
    }

    private Finding finding(Relation table, String role, String reason) {
        return new Finding(
                        slug(),
                        slug() + ":" + table.name() + ":" + role,
                        Severity.WARNING,
                        table.name() + ", " + Name.quoted(role),
                        "the policies of %s do not hold for %s, which %s"
                                .formatted(table.name(), Name.quoted(role), reason),
                        "Statements of this role are among those that run on the table: to them every row is visible and may be changed.",
                        List.of(Evidence.catalog("%s; row-level security is on, %s"
                                .formatted(reason, table.rowSecurityForced() ? "and forced" : "and not forced"))))
                .deciding(
                        reason.startsWith("owns")
                                ? forced(table).or(OTHER_ROLE, APART)
                                : Decision.whether(OTHER_ROLE, APART));
    }
}
