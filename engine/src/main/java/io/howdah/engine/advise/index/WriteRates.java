package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How often rows of a table are written, by its counters since the statistics were reset. */
record WriteRates(double inserted, double updated, double hotUpdated, double deleted) {

    /** Within a shorter time a table may just have been loaded. */
    private static final Duration SHORTEST = Duration.ofDays(1);

    /** Of what the counters show, a part this small may be rounding and different beginnings of counting. */
    private static final double NOISE = 0.1;

    /** In rows a second; empty where the server does not say since when it counts, or has not counted for a day. */
    static Optional<WriteRates> of(Catalog catalog, Relation table) {
        var use = table.use();
        var age = StatisticsAge.of(catalog);
        if (use == null || age == null || age.compareTo(SHORTEST) < 0) {
            return Optional.empty();
        }
        double seconds = age.toSeconds();
        return Optional.of(new WriteRates(
                use.inserted() / seconds,
                use.updated() / seconds,
                use.hotUpdated() / seconds,
                use.deleted() / seconds));
    }

    /** Entries a second that an index gets which keeps no update from being HOT. */
    double entries() {
        return inserted + updated - hotUpdated;
    }

    /**
     * What the counters show to be written in the workload's time beyond what its statements write: by COPY, functions, or
     * statements that were not kept.
     *
     * @param window how long the workload was counted; null where that is not known, as for statements from files
     */
    static List<Writes> unexplained(Catalog catalog, Collection<Writes> writes, @Nullable Duration window) {
        if (window == null) {
            return List.of();
        }
        var tables = catalog.relations().stream()
                .filter(r -> r.kind() != Relation.Kind.PARTITIONED_TABLE)
                .collect(Collectors.groupingBy(
                        r -> PartitionedTables.root(catalog, r).name(), LinkedHashMap::new, Collectors.toList()));
        var unexplained = new ArrayList<Writes>();
        tables.forEach((whole, parts) -> {
            var explained = writes.stream()
                    .filter(w -> PartitionedTables.isOf(catalog, w.table(), whole))
                    .toList();
            for (var kind : Writes.Kind.values()) {
                add(rows(catalog, parts, kind, window), kind, explained, unexplained);
            }
        });
        return List.copyOf(unexplained);
    }

    /** What each part of a table has of rows written in the time; the table itself is its only part where it has none. */
    private static Map<QualifiedName, Double> rows(
            Catalog catalog, List<Relation> parts, Writes.Kind kind, Duration window) {
        var rows = new LinkedHashMap<QualifiedName, Double>();
        for (Relation part : parts) {
            of(catalog, part).ifPresent(rates -> rows.put(part.name(), rates.of(kind) * window.toSeconds()));
        }
        return rows;
    }

    private double of(Writes.Kind kind) {
        return switch (kind) {
            case INSERT -> inserted;
            case UPDATE -> updated;
            case DELETE -> deleted;
        };
    }

    /** What statements write to a partitioned table or to its parts is not told apart, so the rest is shared out among these. */
    private static void add(Map<QualifiedName, Double> rows, Writes.Kind kind, List<Writes> known, List<Writes> into) {
        double all = rows.values().stream().mapToDouble(Double::doubleValue).sum();
        double explained = known.stream()
                .filter(w -> w.kind() == kind)
                .mapToDouble(Writes::rows)
                .sum();
        if (all - explained <= NOISE * all) {
            return;
        }
        rows.forEach((table, own) -> {
            if (own > 0) {
                var counted = new Statement("counted", "", List.of(), 1, 0, null);
                into.add(new Writes(counted, table, kind, own * (1 - explained / all), Set.of()));
            }
        });
    }
}
