package io.howdah.engine.advise.security;

import static java.util.stream.Collectors.groupingBy;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Guards.Policy;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Sees several permissive policies of one table for the same command and role: each is evaluated for each row. */
public final class PolicyOverlapRule implements Rule {

    @Override
    public String slug() {
        return "policy-overlap";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return OwnTables.of(scene.catalog()).stream()
                .filter(Relation::rowSecurity)
                .flatMap(t -> overlap(t, scene.catalog().guards().policiesOf(t.name())).stream())
                .toList();
    }

    private Optional<Finding> overlap(Relation table, List<Policy> policies) {
        for (var command : List.of("SELECT", "INSERT", "UPDATE", "DELETE")) {
            var alike = policies.stream()
                    .filter(p -> p.permissive()
                            && (p.command().equals(command) || p.command().equals("ALL")))
                    .collect(groupingBy(p -> List.copyOf(p.roles())))
                    .values()
                    .stream()
                    .filter(same -> same.size() > 1)
                    .findFirst();
            if (alike.isPresent()) {
                return Optional.of(finding(table, command, alike.get()));
            }
        }
        return Optional.empty();
    }

    private Finding finding(Relation table, String command, List<Policy> policies) {
        return Finding.of(
                slug(),
                Severity.INFO,
                table.name().toString(),
                "%d permissive policies of %s are asked for every %s".formatted(policies.size(), table.name(), command),
                "They are joined by OR, and the planner hardly ever uses an index for an OR over policies. One policy with the whole condition is read once and can be indexed.",
                policies.stream()
                        .map(p -> Evidence.catalog(
                                Name.quoted(p.name()) + " for " + p.command() + " to " + String.join(", ", p.roles())
                                        + ": " + Objects.requireNonNullElse(p.using(), String.valueOf(p.check()))))
                        .toList());
    }
}
