package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Setting;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which share of a table's pages is all-visible while the workload runs, so that an index-only scan need not visit them.
 *
 * <p>The catalogs say how it was after the last VACUUM; the planner believes that. But each update or delete clears its page,
 * and autovacuum comes only after {@code autovacuum_vacuum_scale_factor} of the rows have changed. With rows spread over
 * pages at random, a page stays visible after m changes a page with probability exp(-m) (Poisson), which over the time
 * between two vacuums averages to {@code (1 - exp(-m)) / m}. At 50 rows a page and the default of 0.2 that is 0.1.
 */
final class Visibility {

    private final Map<QualifiedName, Double> shares = new HashMap<>();

    Visibility(Catalog catalog, Collection<Writes> writes) {
        double scale = catalog.setting("autovacuum_vacuum_scale_factor")
                .map(Setting::value)
                .map(Double::valueOf)
                .orElse(0.2);
        writes.stream()
                .filter(w -> w.kind() != Writes.Kind.INSERT && w.rows() > 0)
                .flatMap(w -> catalog.relation(w.table()).stream())
                .flatMap(table -> Stream.of(table, PartitionedTables.root(catalog, table)))
                .forEach(table -> shares.put(table.name(), share(table, scale)));
    }

    /** 1 for a table that the workload only reads or adds to. */
    double of(QualifiedName table) {
        return shares.getOrDefault(table, 1.0);
    }

    private static double share(Relation table, double scale) {
        double changes = scale * Math.max(1, table.estimatedRows()) / Math.max(1, table.pages());
        return changes < 1e-6 ? 1 : (1 - Math.exp(-changes)) / changes;
    }
}
