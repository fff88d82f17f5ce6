package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Function;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sees functions and procedures that read a value, decide by it and change it, without holding the row in between: two calls at once both read the
 * value from before, and both decide that it is enough.
 */
public final class UnguardedSpendingRule implements Rule {

    @Override
    public String slug() {
        return "unguarded-spending";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var definitions = scene.catalog().definitions();
        return Stream.concat(definitions.functions().stream(), definitions.procedures().stream())
                .filter(f -> f.extension() == null && f.language().equals("plpgsql"))
                .map(f -> finding(f, found(f, scene.catalog()), scene.catalog()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Not what a CHECK keeps: then the second call fails, and nothing is lost. */
    private static List<FunctionBody.Unguarded> found(Function function, Catalog catalog) {
        return FunctionBody.of(function.body()).unguarded().stream()
                .filter(u -> u.written() || !isChecked(u, catalog))
                .toList();
    }

    private static boolean isChecked(FunctionBody.Unguarded found, Catalog catalog) {
        return catalog.relations().stream()
                .filter(r -> r.name().name().equals(found.table()))
                .flatMap(r -> r.constraints().stream())
                .anyMatch(c -> c.kind() == Constraint.Kind.CHECK && c.columns().contains(found.column()));
    }

    private Optional<Finding> finding(Function function, List<FunctionBody.Unguarded> found, Catalog catalog) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var values =
                found.stream().map(u -> u.table() + "." + u.column()).distinct().toList();
        var guarded = GuardedFunction.of(function, found, catalog);
        var finding = new Finding(
                slug(),
                slug() + ":" + function.signature() + ":" + String.join(",", values),
                Severity.WARNING,
                function.signature(),
                "reads " + String.join(" and ", values) + ", then changes it, without holding the row",
                "Two calls at once read the same value, both find it enough, and both change it: the value goes below what was"
                        + " checked, or one change is lost. "
                        + guarded.map(g -> "The function below does the same otherwise, but "
                                        + String.join("; ", g.added()) + ". Where it is to answer and not to raise,"
                                        + " put the answer in place of RAISE.")
                                .orElseGet(() -> byHand(found)),
                evidence(found));
        return Optional.of(guarded.map(g -> finding.mendedBy(Remedy.of(
                        g.sql(), Objects.requireNonNull(function.createSql()).strip())))
                .orElse(finding));
    }

    private static String byHand(List<FunctionBody.Unguarded> found) {
        return "Its text is not of a form that can be written again for certain. Hold the row from the reading on: "
                + found.stream().map(u -> u.read() + GuardedFunction.HOLD).collect(Collectors.joining("; "))
                + guarded(found);
    }

    private static String guarded(List<FunctionBody.Unguarded> found) {
        return found.stream().anyMatch(u -> u.guarded().isEmpty())
                ? ""
                : "; or change it only where it is still enough, and look at FOUND afterwards: "
                        + found.stream().map(FunctionBody.Unguarded::guarded).collect(Collectors.joining("; "));
    }

    private static List<Evidence> evidence(List<FunctionBody.Unguarded> found) {
        return found.stream()
                .flatMap(u -> Stream.concat(
                        Stream.of("reads: " + u.read(), "changes: " + u.change()), u.omissions().stream()))
                .distinct()
                .map(Evidence::catalog)
                .toList();
    }
}
