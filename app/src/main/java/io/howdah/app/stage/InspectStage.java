package io.howdah.app.stage;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Workload;
import java.util.ArrayList;
import java.util.List;

/** Looks at a database with all rules given. Changes nothing. */
public final class InspectStage {

    private final List<? extends Rule> rules;

    /** Looks with these rules. */
    public InspectStage(List<? extends Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * What was seen.
     *
     * @param risks what was found, weightiest first
     * @param fine slugs of the rules that had nothing to say
     */
    public record Inspection(Catalog catalog, Workload workload, List<Finding> risks, List<String> fine) {}

    public Inspection inspect(Scene scene) {
        var found = new ArrayList<Finding>();
        var fine = new ArrayList<String>();
        for (var rule : rules) {
            var findings = rule.examine(scene);
            if (findings.isEmpty()) {
                fine.add(rule.slug());
            }
            found.addAll(findings);
        }
        found.sort(Finding.WEIGHTIEST_FIRST);
        return new Inspection(scene.catalog(), scene.workload(), List.copyOf(found), List.copyOf(fine));
    }
}
