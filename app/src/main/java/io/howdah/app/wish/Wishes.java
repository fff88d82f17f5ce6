package io.howdah.app.wish;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.twin.Structure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is to be otherwise in one what-if.
 *
 * @param rows numbers of rows by table
 * @param indexes that are to be there
 * @param hidden indexes that are not
 * @param settings of the planner
 * @param structures tables that are built otherwise
 * @param major version of PostgreSQL to plan as; null for the server's own
 */
public record Wishes(
        Map<QualifiedName, Double> rows,
        List<IndexDefinition> indexes,
        Set<QualifiedName> hidden,
        Map<String, String> settings,
        Set<Structure> structures,
        @Nullable Integer major) {

    /** Only sizes. */
    public static Wishes rows(Map<QualifiedName, Double> rows) {
        return new Wishes(rows, List.of(), Set.of(), Map.of(), Set.of(), null);
    }

    /** Whether nothing but settings is wished for. */
    public boolean isOnlySettings() {
        boolean nothingElse =
                rows.isEmpty() && indexes.isEmpty() && hidden.isEmpty() && structures.isEmpty() && major == null;
        return nothingElse && !settings.isEmpty();
    }
}
