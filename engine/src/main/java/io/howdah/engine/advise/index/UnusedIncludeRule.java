package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds columns that an index carries with INCLUDE and that no statement of the workload could read from it: they make the
 * index larger, keep it from being deduplicated, and every update of them from being HOT.
 */
final class UnusedIncludeRule {

    static final String SLUG = "unused-include";

    private UnusedIncludeRule() {}

    static List<Replacement> replacements(Catalog catalog, List<Asked> workload) {
        var replacements = new ArrayList<Replacement>();
        for (Relation table : Droppable.tables(catalog)) {
            for (Index index : Droppable.own(table)) {
                if (index.valid()
                        && Droppable.mayGo(index)
                        && !index.definition().include().isEmpty()) {
                    var used = used(PartitionedTables.root(catalog, table).name(), index, workload);
                    if (used.size() < index.definition().include().size()) {
                        replacements.add(replacement(index, used));
                    }
                }
            }
        }
        return List.copyOf(replacements);
    }

    /** Carried columns that some statement reads of which the index holds all that it needs. */
    private static List<String> used(QualifiedName whole, Index index, List<Asked> workload) {
        var needs = workload.stream()
                .flatMap(q -> q.needs().stream())
                .filter(n -> n.table.equals(whole) && n.coverable && holds(index, n))
                .toList();
        return index.definition().include().stream()
                .filter(c -> needs.stream().anyMatch(n -> n.columns.contains(c)))
                .toList();
    }

    private static boolean holds(Index index, TableNeed need) {
        return need.columns.stream().allMatch(c -> index.definition().include().contains(c) || isKey(index, c));
    }

    private static boolean isKey(Index index, String column) {
        return index.definition().keys().stream().map(IndexKey::column).anyMatch(column::equals);
    }

    private static Replacement replacement(Index index, List<String> used) {
        var unused = index.definition().include().stream()
                .filter(c -> !used.contains(c))
                .toList();
        return new Replacement(index, index.definition().including(used), finding(index, unused));
    }

    private static Finding finding(Index index, List<String> unused) {
        return Finding.of(
                SLUG,
                Severity.NOTICE,
                index.name().toString(),
                "index %s carries %s for nobody".formatted(index.name(), String.join(", ", unused)),
                "No statement of the workload can read %s from %s without going to the table. Carried columns make each entry larger, keep equal keys from being packed together, and updates of them from being HOT. Build it without, then drop this one."
                        .formatted(String.join(", ", unused), index.name()),
                List.of(
                        Evidence.catalog(index.definitionSql()),
                        new Evidence(
                                Evidence.Label.CATALOG,
                                "%,d scans".formatted(index.scans()),
                                Map.of("scans", (double) index.scans(), "size_bytes", (double) index.sizeBytes()))));
    }
}
