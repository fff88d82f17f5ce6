package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.twin.Candidate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts into words what an index costs to keep. */
final class UpkeepNotes {

    private static final double SECONDS_A_DAY = 86_400;
    private static final String UNSEEN =
            " by the statistics alone, since the rows could not be looked at in time: it may become half or twice as large";

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
                .filter(w -> isOn(candidate, w))
                .mapToDouble(Writes::rows)
                .sum();
        return new Evidence(
                Evidence.Label.ESTIMATED,
                "about %s on disk%s; the workload writes %s rows of the table and pays %s for keeping it"
                        .formatted(
                                Figures.bytes((double) candidate.sizeBytes()),
                                candidate.sizeUnseen() ? UNSEEN : "",
                                Figures.of(rows),
                                Figures.of(cost)),
                Map.of(
                        "size_bytes",
                        (double) candidate.sizeBytes(),
                        "size_from_statistics_only",
                        candidate.sizeUnseen() ? 1.0 : 0.0,
                        "rows_written",
                        rows,
                        "write_cost",
                        cost));
    }

    /** Whether it writes to the candidate's table, or to a partition of that. */
    private boolean isOn(Candidate candidate, Writes write) {
        return PartitionedTables.isOf(
                catalog, write.table(), candidate.definition().table());
    }

    /** What it writes to the log, an entry and a day; the day only where the table's counters tell. */
    Evidence wal(Candidate candidate) {
        var table = catalog.relation(candidate.definition().table()).orElseThrow();
        double lost = hotLost(candidate);
        return wal(table, candidate.definition(), (double) candidate.sizeBytes(), lost);
    }

    /** The same of an index that is there, and that keeps no update from being HOT which another does not. */
    Evidence wal(Index index) {
        var table = catalog.relation(index.table()).orElseThrow();
        return wal(table, index.definition(), (double) index.sizeBytes(), 0);
    }

    private Evidence wal(Relation table, IndexDefinition definition, double sizeBytes, double hotLost) {
        double order = IndexWriteCost.order(table, definition);
        double bytes = IndexWriteCost.of(table, definition, order).walBytes();
        double pages = IndexWriteCost.pages(table, definition, sizeBytes, order);
        var rates = WriteRates.of(catalog, table);
        var figures = new TreeMap<String, Double>(
                Map.of("wal_bytes_per_entry", bytes, "pages_per_entry", pages, "hot_share_lost", hotLost));
        var text = "each entry writes about %s bytes of WAL and touches %s of the index"
                .formatted(Figures.of(bytes), pages(pages));
        if (rates.isEmpty()) {
            return new Evidence(
                    Evidence.Label.ESTIMATED,
                    text + "; how many a day is not known, since the server has not counted for long enough",
                    Map.copyOf(figures));
        }
        double entries = rates.get().entries() + hotLost * rates.get().hotUpdated();
        double day = entries * bytes * SECONDS_A_DAY;
        figures.put("entries_per_second", entries);
        figures.put("wal_bytes_per_day", day);
        return new Evidence(
                Evidence.Label.ESTIMATED,
                text
                        + "; by the table's counters it gets %s entries a second, %s of WAL a day, full-page images not counted%s"
                                .formatted(
                                        Figures.of(entries),
                                        Figures.bytes(day),
                                        hotLost == 0
                                                ? ""
                                                : ", with %s of the HOT updates lost"
                                                        .formatted(Figures.percent(hotLost))),
                Map.copyOf(figures));
    }

    private static String pages(double pages) {
        var shown = Figures.of(pages);
        return shown.equals("1") ? "1 page" : shown + " pages";
    }

    /** The share of the table's updates, as the workload has them, that would no longer be HOT. */
    private double hotLost(Candidate candidate) {
        var updates = writes.stream()
                .filter(w -> w.kind() == Writes.Kind.UPDATE && isOn(candidate, w))
                .toList();
        double all = updates.stream().mapToDouble(Writes::rows).sum();
        double lost = losing(candidate).stream().mapToDouble(Writes::rows).sum();
        return all == 0 ? 0 : lost / all;
    }

    /** Updates that no index of today keeps from being HOT, and this one does. */
    private List<Writes> losing(Candidate candidate) {
        var table = catalog.relation(candidate.definition().table()).orElseThrow();
        return writes.stream()
                .filter(w -> w.kind() == Writes.Kind.UPDATE && w.rows() > 0)
                .filter(w -> isOn(candidate, w) && Upkeep.blocks(candidate.definition(), w.columns()))
                .filter(w -> table.indexes().stream().noneMatch(i -> Upkeep.blocks(i.definition(), w.columns())))
                .toList();
    }

    private double cost(Candidate candidate, Set<Candidate> chosen) {
        var without = new LinkedHashSet<>(chosen);
        without.remove(candidate);
        return upkeep.of(chosen, Set.of()) - upkeep.of(without, Set.of());
    }

    /** That updates lose HOT by it, where they do. */
    Optional<String> hotLoss(Candidate candidate, Set<Candidate> chosen) {
        var table = catalog.relation(candidate.definition().table()).orElseThrow();
        var losing = losing(candidate);
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
