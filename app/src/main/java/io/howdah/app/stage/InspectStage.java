package io.howdah.app.stage;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks at a database with rules that need its catalog only. Changes nothing. */
public final class InspectStage {

    private final List<? extends Rule> risks;

    /** Looks with these rules. */
    public InspectStage(List<? extends Rule> risks) {
        this.risks = List.copyOf(risks);
    }

    /**
     * What was seen.
     *
     * @param risks what could take the server down, gravest first
     * @param fine slugs of the rules that had nothing to say
     */
    public record Inspection(Catalog catalog, Workload workload, List<Finding> risks, List<String> fine) {}

    public Inspection inspect(Catalog catalog, Workload workload) {
        var found = new ArrayList<Finding>();
        var fine = new ArrayList<String>();
        for (var rule : risks) {
            var findings = rule.examine(catalog);
            if (findings.isEmpty()) {
                fine.add(rule.slug());
            }
            found.addAll(findings);
        }
        found.sort(Comparator.comparing(Finding::severity));
        return new Inspection(catalog, workload, List.copyOf(found), List.copyOf(fine));
    }
}
