package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The rules of this package on indexes as they are. What they say is a reason to look: the adviser proves it on the twin before
 * it proposes a change.
 */
public final class IndexRules {

    private IndexRules() {}

    /** All that need no proof to be worth saying; invalid indexes are among the risks. */
    public static List<Rule> all() {
        return List.of(
                new RedundantIndexRule(),
                new UnusedIndexRule(),
                new BloatedIndexRule(),
                new LowValueIndexRule(),
                new LowCardinalityIndexRule(),
                new MostlyNullIndexRule(),
                new ArrayBtreeIndexRule(),
                new UnindexedForeignKeyRule());
    }

    /** What speaks against these indexes, but for those that plans of the workload use. */
    static List<Finding> ofNoUse(Scene scene, List<DropCandidate> drops) {
        var used = scene.planned().forms().stream()
                .flatMap(f -> f.plan().nodes().stream())
                .map(n -> n.index())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return drops.stream()
                .filter(d -> !used.contains(d.index().name().name()))
                .map(DropCandidate::finding)
                .toList();
    }
}
