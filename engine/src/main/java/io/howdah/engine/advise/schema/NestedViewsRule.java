package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sees views over views over views. */
public final class NestedViewsRule implements Rule {

    private static final Threshold DEPTH =
            new Threshold("nested-views.depth", 3, "views", "that of pgwatch: deeper than three");

    @Override
    public String slug() {
        return "nested-views";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(DEPTH);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var views = scene.catalog().relations().stream()
                .filter(r -> r.kind() == Relation.Kind.VIEW && r.viewDefinition() != null && OwnTables.isOwn(r))
                .toList();
        var reader = new Mentions.Reader(scene.catalog());
        var shown = new HashMap<QualifiedName, List<Relation>>();
        views.forEach(v -> shown.put(
                v.name(),
                reader.read(Objects.requireNonNullElse(v.viewDefinition(), "")).tables()));
        var depths = new HashMap<QualifiedName, Integer>();
        views.forEach(v -> depth(v.name(), shown, depths));
        return views.stream()
                .filter(v -> depths.getOrDefault(v.name(), 1) > Math.max(1, scene.of(DEPTH)))
                .map(v -> finding(v, depths.getOrDefault(v.name(), 1)))
                .toList();
    }

    /** Views on the way down to a table; a view that is not known ends it. */
    private static int depth(
            QualifiedName view, Map<QualifiedName, List<Relation>> shown, Map<QualifiedName, Integer> known) {
        var before = known.get(view);
        if (before != null) {
            return before;
        }
        known.put(view, 1);
        int below = shown.getOrDefault(view, List.of()).stream()
                .filter(r -> shown.containsKey(r.name()) && !r.name().equals(view))
                .mapToInt(r -> depth(r.name(), shown, known))
                .max()
                .orElse(0);
        known.put(view, below + 1);
        return below + 1;
    }

    private Finding finding(Relation view, int depth) {
        return Finding.of(
                slug(),
                Severity.INFO,
                view.name().toString(),
                "%s is %d views deep".formatted(view.name(), depth),
                "Nobody sees what a statement on it reads; the planner joins what the lower ones join, needed or not, and none of them can be changed without dropping those above.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        "%d views, one over the other".formatted(depth),
                        Map.of("depth", (double) depth))));
    }
}
