package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.twin.Candidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds indexes whose first column the workload compares only by ranges or not at all, while it compares a later one by
 * equality: the same columns with that one first, which the search has chosen, take their place.
 */
final class WrongColumnOrderRule {

    static final String SLUG = "wrong-column-order";

    private WrongColumnOrderRule() {}

    /** Indexes that one of the chosen ones puts in order; whether they may go is still to be proven. */
    static List<DropCandidate> drops(Catalog catalog, List<Asked> workload, Collection<Candidate> chosen) {
        var drops = new ArrayList<DropCandidate>();
        for (Index index : catalog.indexes()) {
            if (index.valid() && Droppable.mayGo(index) && isWrong(index, workload)) {
                chosen.stream()
                        .filter(c -> reorders(c.definition(), index.definition()))
                        .findFirst()
                        .ifPresent(c -> drops.add(new DropCandidate(index, finding(index, c), c)));
            }
        }
        return List.copyOf(drops);
    }

    /** Whether equality is asked of a later key, and never of the first. */
    private static boolean isWrong(Index index, List<Asked> workload) {
        var keys = index.definition().keys();
        if (keys.size() < 2 || !index.definition().method().equals("btree")) {
            return false;
        }
        var first = TableNeed.ascending(keys.getFirst());
        var needs = workload.stream()
                .flatMap(q -> q.needs().stream())
                .filter(n -> n.table.equals(index.table()))
                .toList();
        return needs.stream().noneMatch(n -> n.equal.contains(first) || n.joined.contains(first))
                && needs.stream()
                        .anyMatch(n -> keys.stream()
                                .skip(1)
                                .map(TableNeed::ascending)
                                .anyMatch(k -> n.equal.contains(k) || n.joined.contains(k)));
    }

    private static boolean reorders(IndexDefinition better, IndexDefinition index) {
        var keys = expressions(better);
        boolean holdsAll = keys.containsAll(expressions(index))
                && index.include().stream()
                        .allMatch(c -> better.include().contains(c)
                                || better.keys().stream().anyMatch(k -> c.equals(k.column())));
        return better.table().equals(index.table())
                && better.method().equals("btree")
                && Objects.equals(better.predicate(), index.predicate())
                && holdsAll
                && !better.keys()
                        .getFirst()
                        .expression()
                        .equals(index.keys().getFirst().expression());
    }

    private static Set<String> expressions(IndexDefinition definition) {
        return definition.keys().stream().map(IndexKey::expression).collect(Collectors.toSet());
    }

    private static Finding finding(Index index, Candidate better) {
        var first = index.definition().keys().getFirst().expression();
        return Finding.of(
                SLUG,
                Severity.NOTICE,
                index.name().toString(),
                "index %s has its columns in the wrong order".formatted(index.name()),
                "No statement of the workload compares %s by equality, so that a search in %s reads all entries of a range, or all, to find those with the right later keys. With the columns that are compared by equality first, %s goes straight to them. Build it, then drop %s."
                        .formatted(first, index.name(), better.definition(), index.name()),
                List.of(
                        Evidence.catalog(index.definitionSql()),
                        new Evidence(
                                Evidence.Label.CATALOG,
                                "%,d scans, %,d entries read".formatted(index.scans(), index.tuplesRead()),
                                Map.of(
                                        "scans", (double) index.scans(),
                                        "entries_read", (double) index.tuplesRead(),
                                        "size_bytes", (double) index.sizeBytes()))));
    }
}
