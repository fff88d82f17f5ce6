package io.howdah.engine.advise;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Workload;
import java.time.Instant;
import java.util.List;

/**
 * What rules look at: a database, what runs on it, and where its user drew the lines.
 *
 * @param workload without statements where none could be read
 */
public record Scene(Catalog catalog, Workload workload, Thresholds thresholds) {

    private static final Workload NOTHING = new Workload("none", null, Instant.EPOCH, List.of(), List.of());

    /** A database of whose workload nothing is known, at standard thresholds. */
    public static Scene of(Catalog catalog) {
        return new Scene(catalog, NOTHING, Thresholds.STANDARD);
    }

    /** A database and its workload, at standard thresholds. */
    public static Scene of(Catalog catalog, Workload workload) {
        return new Scene(catalog, workload, Thresholds.STANDARD);
    }

    /** The number that holds for a rule. */
    public double of(Threshold threshold) {
        return thresholds.of(threshold);
    }
}
