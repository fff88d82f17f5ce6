package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Map;

/**
 * Finds foreign keys whose referencing columns no index begins with: each delete of a referenced row, and each update of its
 * key, then reads the whole referencing table.
 *
 * <p>It is a finding, not yet advice: an index is worth its upkeep only if such deletes, or joins along the key, happen, which
 * the workload tells.
 */
public final class UnindexedForeignKeyRule implements Rule {

    static final String SLUG = "unindexed-foreign-key";

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        return examine(catalog, List.of());
    }

    /** Those that none of these new indexes will serve. */
    static List<Finding> examine(Catalog catalog, List<IndexDefinition> created) {
        return Droppable.tables(catalog).stream()
                .filter(t -> t.parent() == null && isLarge(t))
                .flatMap(t -> ForeignKeys.of(t).stream()
                        .filter(key -> !ForeignKeys.isServed(t, key))
                        .filter(key -> created.stream()
                                .noneMatch(d -> d.table().equals(t.name()) && ForeignKeys.serves(d, key)))
                        .map(key -> finding(t, key)))
                .toList();
    }

    private static boolean isLarge(Relation table) {
        return table.kind() == Relation.Kind.PARTITIONED_TABLE
                || Math.max(table.pages(), table.heapBytes() / 8192) >= CandidatePool.SMALL_PAGES;
    }

    /** The subject by which the finding is known. */
    static String subject(Relation table, Constraint key) {
        return table.name() + "." + key.name();
    }

    private static Finding finding(Relation table, Constraint key) {
        var columns = String.join(", ", key.columns());
        return Finding.of(
                SLUG,
                Severity.INFO,
                subject(table, key),
                "foreign key %s of %s (%s) has no index".formatted(key.name(), table.name(), columns),
                "A delete from %s, or a change of its key, reads all of %s to see whether a row refers to it. If that happens, or if queries join along the key, create an index on %s (%s)."
                        .formatted(key.referenced(), table.name(), table.name(), columns),
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        key.definition(),
                        Map.of("rows", table.estimatedRows(), "heap_bytes", (double) table.heapBytes()))));
    }
}
