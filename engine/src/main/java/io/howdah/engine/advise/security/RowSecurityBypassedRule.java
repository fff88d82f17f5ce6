package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.schema.TableStatements;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sees row-level security that the application walks past: it comes as the tables' owner, a superuser, or with BYPASSRLS. */
public final class RowSecurityBypassedRule implements Rule {

    private static final String OTHER_ROLE = "let the application come as a role without such rights";
    private static final List<String> APART = List.of(
            "From then on it sees what the policies allow, and nothing else: jobs over all rows need a role of their own.");

    private static final Threshold SHARE = new Threshold(
            "row-security-bypassed.share", 0.05, "share", "ours: less of the calls on a table is administration");

    @Override
    public String slug() {
        return "row-security-bypassed";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var statements = TableStatements.of(scene);
        var findings = new ArrayList<Finding>();
        for (var table : OwnTables.of(scene.catalog())) {
            if (table.rowSecurity()
                    && !scene.catalog().guards().policiesOf(table.name()).isEmpty()) {
                var calls = calls(statements, table);
                double all = calls.values().stream().mapToDouble(c -> c).sum();
                calls.forEach((role, share) -> {
                    if (share > scene.of(SHARE) * all) {
                        Unbound.reason(scene.catalog(), table, role)
                                .ifPresent(reason -> findings.add(finding(table, role, reason)));
                    }
                });
            }
        }
        return List.copyOf(findings);
    }

    /** Calls of statements on a table by role. */
    private static Map<String, Double> calls(TableStatements statements, Relation table) {
        return statements.on(table).stream()
                .flatMap(r -> r.statement().callers().stream())
                .collect(Collectors.groupingBy(
                        Statement.Caller::role, TreeMap::new, Collectors.summingDouble(Statement.Caller::calls)));
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
