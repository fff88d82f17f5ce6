package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds indexes that are invalid: the remainder of a build that failed. Every write pays for them and no query may use them.
 *
 * <p>While any session builds an index none is named, since one under construction looks alike.
 */
public final class InvalidIndexRule implements Rule {

    static final String SLUG = "invalid-index";

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return drops(scene).stream().map(DropCandidate::finding).toList();
    }

    static List<DropCandidate> drops(Scene scene) {
        var catalog = scene.catalog();
        if (isBuilding(catalog)) {
            return List.of();
        }
        return Droppable.tables(catalog).stream()
                .filter(t -> t.kind() != Relation.Kind.PARTITIONED_TABLE)
                .flatMap(t -> Droppable.own(t).stream())
                .filter(i -> !i.valid() && i.constraint() == null)
                .map(i -> new DropCandidate(i, finding(i)))
                .toList();
    }

    private static boolean isBuilding(Catalog catalog) {
        return catalog.activity().sessions().stream()
                .filter(s -> "active".equals(s.state()))
                .map(s -> String.valueOf(s.query()).toLowerCase(Locale.ROOT))
                .anyMatch(q -> q.contains("concurrently") && q.contains("index"));
    }

    private static Finding finding(Index index) {
        return Finding.of(
                SLUG,
                Severity.WARNING,
                index.name().toString(),
                "index %s is invalid".formatted(index.name()),
                "%s is what a failed concurrent build left behind: no query may use it, and every write keeps it up. Drop it, and build it again if it was wanted."
                        .formatted(index.name()),
                List.of(
                        Evidence.catalog(index.definitionSql()),
                        new Evidence(
                                Evidence.Label.CATALOG,
                                "indisvalid is false; %,d kB".formatted(index.sizeBytes() / 1024),
                                Map.of("size_bytes", (double) index.sizeBytes()))));
    }
}
