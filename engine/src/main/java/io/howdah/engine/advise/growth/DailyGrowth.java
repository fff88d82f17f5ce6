package io.howdah.engine.advise.growth;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import java.time.Duration;
import java.util.OptionalDouble;

/** How many bytes a database grows by in a day, as its counters tell. */
public final class DailyGrowth {

    /** What was counted in less says nothing of a day. */
    private static final Duration SHORTEST = Duration.ofDays(1);

    /** A table of which so large a share came since the counters were reset may have been loaded at once. */
    private static final double LOADED = 0.9;

    private DailyGrowth() {}

    /**
     * Rows inserted less rows deleted since the counters were reset, each as wide as its table with indexes and TOAST is for
     * each row now; empty where it is not known since when, where it is less than a day, and where nothing grows.
     */
    public static OptionalDouble bytes(Catalog catalog) {
        var reset = catalog.activity().statisticsReset();
        var since = reset != null ? reset : catalog.server().startedAt();
        if (since == null || Duration.between(since, catalog.readAt()).compareTo(SHORTEST) < 0) {
            return OptionalDouble.empty();
        }
        double days = Duration.between(since, catalog.readAt()).toMillis() / 86.4e6;
        double grown =
                catalog.relations().stream().mapToDouble(DailyGrowth::grown).sum();
        return grown <= 0 ? OptionalDouble.empty() : OptionalDouble.of(grown / days);
    }

    private static double grown(Relation table) {
        var use = table.use();
        double rows = table.estimatedRows();
        if (use == null || rows < Growth.LIST) {
            return 0;
        }
        double net = (double) use.inserted() - use.deleted();
        return net > LOADED * rows ? 0 : net * bytes(table) / rows;
    }

    private static double bytes(Relation table) {
        return (double) table.heapBytes()
                + table.toastBytes()
                + table.indexes().stream().mapToLong(Index::sizeBytes).sum();
    }
}
