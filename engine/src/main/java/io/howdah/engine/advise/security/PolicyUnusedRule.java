package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Decision;
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

/** Sees tables that have policies while row-level security is off: they hold nobody back. */
public final class PolicyUnusedRule implements Rule {

    @Override
    public String slug() {
        return "policy-unused";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return OwnTables.of(scene.catalog()).stream()
                .filter(t -> !t.rowSecurity()
                        && !scene.catalog().guards().policiesOf(t.name()).isEmpty())
                .map(t -> finding(t, scene.catalog().guards().policiesOf(t.name())))
                .toList();
    }

    private Finding finding(Relation table, List<Policy> policies) {
        return Finding.of(
                        slug(),
                        Severity.WARNING,
                        table.name().toString(),
                        "the policies of %s are not in force".formatted(table.name()),
                        "Row-level security is off for the table, so that whoever may read it reads every row, whatever the policies say.",
                        policies.stream()
                                .map(p -> Evidence.catalog("policy " + Name.quoted(p.name()) + " for " + p.command()))
                                .toList())
                .deciding(Decision.whether(
                                "switch it on",
                                List.of(
                                        "From then on rows that no policy allows are not seen: try it with the application's role first."),
                                RowSecurity.enable(table))
                        .or(
                                "drop the policies",
                                List.of("Where rows are kept apart elsewhere: nobody is deceived by them any more."),
                                policies.stream()
                                        .map(p -> "DROP POLICY " + Name.quoted(p.name()) + " ON "
                                                + table.name().quoted())
                                        .toArray(String[]::new)));
    }
}
