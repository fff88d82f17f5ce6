package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.twin.Candidate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts into words what an index costs to keep. */
final class UpkeepNotes {

    private final Catalog catalog;
    private final Upkeep upkeep;
    private final Collection<Writes> writes;

    UpkeepNotes(Catalog catalog, Upkeep upkeep, Collection<Writes> writes) {
        this.catalog = catalog;
        this.upkeep = upkeep;
        this.writes = writes;
    }

    /** Its size, and what the workload's writes pay for it. */
    Evidence of(Candidate candidate, Set<Candidate> chosen) {
        double cost = cost(candidate, chosen);
        double rows = writes.stream()
                .filter(w -> w.table().equals(candidate.definition().table()))
                .mapToDouble(Writes::rows)
                .sum();
        return new Evidence(
                Evidence.Label.ESTIMATED,
                "about %s on disk; the workload writes %s rows of the table and pays %s for keeping it"
                        .formatted(Figures.bytes((double) candidate.sizeBytes()), Figures.of(rows), Figures.of(cost)),
                Map.of("size_bytes", (double) candidate.sizeBytes(), "rows_written", rows, "write_cost", cost));
    }

    private double cost(Candidate candidate, Set<Candidate> chosen) {
        var without = new LinkedHashSet<>(chosen);
        without.remove(candidate);
        return upkeep.of(chosen, Set.of()) - upkeep.of(without, Set.of());
    }

    /** That updates lose HOT by it, where they do. */
    Optional<String> hotLoss(Candidate candidate, Set<Candidate> chosen) {
        var table = catalog.relation(candidate.definition().table()).orElseThrow();
        var losing = writes.stream()
                .filter(w -> w.kind() == Writes.Kind.UPDATE && w.rows() > 0)
                .filter(w -> w.table().equals(table.name()) && Upkeep.blocks(candidate.definition(), w.columns()))
                .filter(w -> table.indexes().stream().noneMatch(i -> Upkeep.blocks(i.definition(), w.columns())))
                .toList();
        double hot = Upkeep.hotNow(table);
        if (losing.isEmpty() || hot == 0) {
            return Optional.empty();
        }
        var columns = losing.stream()
                .flatMap(w -> w.columns().stream())
                .filter(IndexColumns.of(candidate.definition())::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        double rows = losing.stream().mapToDouble(Writes::rows).sum();
        return Optional.of(
                "Updates of %s (%s rows in the workload) can no longer be HOT (%s of the table's were); with that, keeping it costs %s, which is counted against it."
                        .formatted(
                                String.join(", ", columns),
                                Figures.of(rows),
                                Figures.percent(hot),
                                Figures.of(cost(candidate, chosen))));
    }
}
