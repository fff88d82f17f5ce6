package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        var unexplained = new ArrayList<Writes>();
        for (Relation table : window == null ? List.<Relation>of() : catalog.relations()) {
            of(catalog, table).ifPresent(rates -> {
                double seconds = window == null ? 0 : window.toSeconds();
                add(table, Writes.Kind.INSERT, rates.inserted * seconds, writes, unexplained);
                add(table, Writes.Kind.UPDATE, rates.updated * seconds, writes, unexplained);
                add(table, Writes.Kind.DELETE, rates.deleted * seconds, writes, unexplained);
            });
        }
        return List.copyOf(unexplained);
    }

    private static void add(
            Relation table, Writes.Kind kind, double rows, Collection<Writes> writes, List<Writes> into) {
        double explained = writes.stream()
                .filter(w -> w.kind() == kind && w.table().equals(table.name()))
                .mapToDouble(Writes::rows)
                .sum();
        if (rows - explained > NOISE * rows) {
            var counted = new Statement("counted", "", List.of(), 1, 0, null);
            into.add(new Writes(counted, table.name(), kind, rows - explained, Set.of()));
        }
    }
}
