package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Guards;
import io.howdah.engine.catalog.Guards.Policy;
import io.howdah.engine.catalog.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees permissive policies that allow writing any row, or everything, to everybody. */
public final class PolicyAlwaysTrueRule implements Rule {

    @Override
    public String slug() {
        return "policy-always-true";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var own = OwnTables.byName(scene.catalog());
        return scene.catalog().guards().policies().stream()
                .filter(p -> p.permissive()
                        && own.containsKey(p.table())
                        && p.roles().contains("public"))
                .filter(PolicyAlwaysTrueRule::allowsAll)
                .filter(p -> !isNarrowed(scene.catalog().guards(), p))
                .map(this::finding)
                .toList();
    }

    /** Reading everything may be meant; writing everything makes the other policies void. */
    private static boolean allowsAll(Policy policy) {
        return switch (policy.command()) {
            case "SELECT" -> false;
            case "INSERT" -> isTrue(policy.check());
            default -> isTrue(policy.using()) && (policy.check() == null || isTrue(policy.check()));
        };
    }

    /** Restrictive policies need a permissive one beside them, and are joined to it by AND: nothing is void then (manual, section 5.9). */
    private static boolean isNarrowed(Guards guards, Policy policy) {
        return guards.policiesOf(policy.table()).stream()
                .filter(p -> !p.permissive() && p.roles().contains("public"))
                .filter(p -> p.command().equals("ALL") || p.command().equals(policy.command()))
                .anyMatch(p -> !allowsAll(p));
    }

    private static boolean isTrue(@Nullable String condition) {
        return condition != null && condition.replaceAll("[() ]", "").matches("true|1=1");
    }

    private Finding finding(Policy policy) {
        var name = policy.table() + "." + Name.quoted(policy.name());
        return Finding.of(
                        slug(),
                        Severity.WARNING,
                        name,
                        "the policy %s allows everybody everything (%s)".formatted(name, policy.command()),
                        "Permissive policies are joined by OR: one that is always true makes all others of the command void.",
                        List.of(Evidence.catalog(
                                "USING (%s) WITH CHECK (%s) TO public".formatted(policy.using(), policy.check()))))
                .deciding(
                        Decision.whether(
                                        "drop it, once another policy allows what should be",
                                        List.of("Rows that no other policy allows are not seen any more."),
                                        "DROP POLICY " + Name.quoted(policy.name()) + " ON "
                                                + policy.table().quoted())
                                .or(
                                        "let it hold for a role of jobs alone",
                                        List.of(
                                                "ALTER POLICY … TO that role; all others then see what other policies allow, and nothing where there is none.")));
    }
}
