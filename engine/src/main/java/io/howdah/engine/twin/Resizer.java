package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives tables other numbers of rows.
 *
 * <p>Pages of the table and of its indexes grow in proportion, and trees become higher where they must. A number of
 * distinct values that the statistics state as a share of the rows grows by itself; one that they state as a number stays, since
 * a list of states or countries does not grow with the table, except in the columns of a foreign key to a table that is
 * resized at the same time: these grow with that table. Most common values and histograms stay as they are.
 */
final class Resizer {

    private final Catalog catalog;
    private final Sizes sizes;

    Resizer(Catalog catalog, Sizes sizes) {
        this.catalog = catalog;
        this.sizes = sizes;
    }

    void resize(Statement session, Map<QualifiedName, Double> rows) throws SQLException {
        var factors = new HashMap<QualifiedName, Double>();
        rows.forEach((table, wanted) -> factor(table, wanted, factors));
        var changed = new ArrayList<Size>();
        for (var entry : factors.entrySet()) {
            grow(entry.getKey(), entry.getValue(), changed);
        }
        StatisticsRestorer.restore(session, references(factors));
        sizes.write(session, changed);
    }

    /** A partitioned table's rows are spread over its partitions as they are now. */
    private void factor(QualifiedName name, double wanted, Map<QualifiedName, Double> into) {
        if (wanted < 0 || Double.isNaN(wanted)) {
            throw Problem.input("a table cannot have " + wanted + " rows: " + name);
        }
        var table = catalog.relation(name)
                .filter(r -> sizes.stored(name).isPresent())
                .orElseThrow(() -> absent(name));
        var leaves = leaves(table);
        double now = leaves.stream().mapToDouble(this::rows).sum();
        if (now <= 0) {
            throw Problem.input(
                    "the table " + name + " has no statistics to grow from; run ANALYZE on it, then try again");
        }
        leaves.forEach(leaf -> into.put(leaf.name(), wanted / now));
    }

    private Problem absent(QualifiedName name) {
        boolean hidden =
                catalog.relation(name).filter(r -> !r.statisticsVisible()).isPresent();
        return hidden
                ? Problem.refused(
                        "the statistics of the table " + name + " are not visible to the role that read the server;"
                                + " `howdah grant --print-sql` says what would help",
                        null)
                : Problem.input("the twin has no table " + name);
    }

    private double rows(Relation table) {
        return sizes.size(table.name()).map(Size::rowsNow).orElse(0.0);
    }

    private List<Relation> leaves(Relation table) {
        if (table.kind() != Relation.Kind.PARTITIONED_TABLE) {
            return List.of(table);
        }
        return catalog.relations().stream()
                .filter(r -> table.name().equals(r.parent()))
                .flatMap(r -> leaves(r).stream())
                .toList();
    }

    private void grow(QualifiedName table, double factor, List<Size> changed) {
        sizes.size(table).ifPresent(size -> changed.add(size.times(factor, null)));
        for (var index : sizes.indexesOf(table)) {
            sizes.size(index).ifPresent(size -> changed.add(size.times(factor, height(size, factor))));
        }
        changed.forEach(sizes::put);
    }

    /** As many levels more as the growth asks for at the usual fan-out, counted from the present height. */
    private static @Nullable Integer height(Size index, double factor) {
        var now = index.height();
        if (now == null || now < 0) {
            return now;
        }
        int more = BtreeHeight.ofPages(Math.max(2, Math.round(index.pages() * factor)))
                - BtreeHeight.ofPages(index.pages());
        return Math.max(0, now + more);
    }

    private List<StatisticsWriter.Given> references(Map<QualifiedName, Double> factors) {
        var calls = new ArrayList<StatisticsWriter.Given>();
        for (Relation relation : catalog.relations()) {
            for (Constraint constraint : relation.constraints()) {
                var referenced = constraint.referenced();
                if (referenced != null && factors.containsKey(referenced) && factors.containsKey(relation.name())) {
                    constraint
                            .columns()
                            .forEach(column -> relation.column(column)
                                    .ifPresent(
                                            c -> reference(relation, c, factors.getOrDefault(referenced, 1.0), calls)));
                }
            }
        }
        return calls;
    }

    private static void reference(Relation relation, Column column, double factor, List<StatisticsWriter.Given> calls) {
        var statistics = column.statistics();
        if (statistics == null || statistics.distinct() <= 0) {
            return;
        }
        calls.add(StatisticsWriter.column(
                relation.name(), column.name(), statistics.withDistinct(statistics.distinct() * factor)));
    }
}
