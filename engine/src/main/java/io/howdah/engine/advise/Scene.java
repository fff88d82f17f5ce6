package io.howdah.engine.advise;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Pooler;
import io.howdah.engine.catalog.Workload;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules look at: a database, what runs on it, where its user drew the lines, and the machine.
 *
 * @param workload without statements where none could be read
 * @param machine null where it is not known
 * @param planned how the statements are planned; nothing where no twin was asked
 * @param pooler that stands before the server; null where none was shown
 */
public record Scene(
        Catalog catalog,
        Workload workload,
        Thresholds thresholds,
        @Nullable Machine machine,
        Planned planned,
        @Nullable Pooler pooler) {

    private static final Workload NOTHING = new Workload("none", null, Instant.EPOCH, List.of(), List.of());

    /** Without plans. */
    public Scene(Catalog catalog, Workload workload, Thresholds thresholds, @Nullable Machine machine) {
        this(catalog, workload, thresholds, machine, Planned.NOTHING, null);
    }

    /** Of a machine that is not known. */
    public Scene(Catalog catalog, Workload workload, Thresholds thresholds) {
        this(catalog, workload, thresholds, null);
    }

    /** A database of whose workload nothing is known, at standard thresholds. */
    public static Scene of(Catalog catalog) {
        return of(catalog, NOTHING);
    }

    /** A database and its workload, at standard thresholds. */
    public static Scene of(Catalog catalog, Workload workload) {
        return new Scene(catalog, workload, Thresholds.STANDARD);
    }

    /** The same on a machine. */
    public Scene on(Machine known) {
        return new Scene(catalog, workload, thresholds, known, planned, pooler);
    }

    /** The same with plans of its statements. */
    public Scene planning(Planned plans) {
        return new Scene(catalog, workload, thresholds, machine, plans, pooler);
    }

    /** The same behind a pooler. */
    public Scene behind(@Nullable Pooler shown) {
        return new Scene(catalog, workload, thresholds, machine, planned, shown);
    }

    /** The same of a part of the catalog. */
    public Scene within(Catalog part) {
        return new Scene(part, workload, thresholds, machine, planned, pooler);
    }

    /** The same with the lines drawn elsewhere. */
    public Scene at(Thresholds wanted) {
        return new Scene(catalog, workload, wanted, machine, planned, pooler);
    }

    /** The number that holds for a rule. */
    public double of(Threshold threshold) {
        return thresholds.of(threshold);
    }
}
