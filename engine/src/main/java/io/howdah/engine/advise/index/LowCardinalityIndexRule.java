package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds indexes on nothing but a column of so few values, each of them so common, that looking for any of them visits nearly
 * every page of the table: a scan of the table is as good.
 *
 * <p>Rows of a value are taken to be spread over the pages evenly; where a column follows the table's order they are not, and
 * its index is not named. One that nearly always has the same value is {@link LowValueIndexRule}'s.
 */
public final class LowCardinalityIndexRule implements Rule {

    static final String SLUG = "low-cardinality-index";

    private static final Threshold PAGES = new Threshold(
            "low-cardinality-index.pages",
            0.95,
            "of the table's pages",
            "ours: where each value is on so many, an index saves nothing worth having");

    /** So far from values at random towards values in order rows of a value lie together. */
    private static final double IN_ORDER = 0.5;

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(PAGES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return IndexRules.ofNoUse(scene, drops(scene));
    }

    static List<DropCandidate> drops(Scene scene) {
        var drops = new ArrayList<DropCandidate>();
        for (Relation table : Droppable.tables(scene.catalog())) {
            for (Index index : Droppable.own(table)) {
                if (index.valid() && Droppable.mayGo(index) && table.pages() >= CandidatePool.SMALL_PAGES) {
                    values(scene.of(PAGES), table, index)
                            .ifPresent(v -> drops.add(new DropCandidate(index, finding(table, index, v))));
                }
            }
        }
        return List.copyOf(drops);
    }

    /** The column's values: how many there are, and the share of the rows that have the rarest. */
    private record Values(String column, int count, double rarest, double visited) {}

    private static Optional<Values> values(double pages, Relation table, Index index) {
        var definition = index.definition();
        var name = definition.keys().getFirst().column();
        boolean alone = definition.keys().size() == 1
                && definition.include().isEmpty()
                && definition.predicate() == null
                && (definition.method().equals("btree") || definition.method().equals("hash"));
        return alone && name != null
                ? table.column(name).map(Column::statistics).flatMap(s -> values(pages, table, name, s))
                : Optional.empty();
    }

    /**
     * Whether rows of a value lie together. ANALYZE puts rows of one value in the order of their places (compare_scalars in analyze.c). So
     * values spread at random have as their correlation not 0 but the sum of the squares of their shares; those in falling order have
     * twice the sum of the cubes, less 1.
     */
    private static boolean inOrder(ColumnStatistics statistics, List<Double> shares) {
        var correlation = statistics.correlation();
        if (correlation == null) {
            return false;
        }
        double random = shares.stream().mapToDouble(f -> f * f).sum();
        double falling = 2 * shares.stream().mapToDouble(f -> f * f * f).sum() - 1;
        return correlation > random + IN_ORDER * (1 - random) || correlation < random - IN_ORDER * (random - falling);
    }

    private static Optional<Values> values(double pages, Relation table, String name, ColumnStatistics statistics) {
        var frequencies = ArrayText.elements(statistics.mostCommonFrequencies()).stream()
                .map(Double::valueOf)
                .toList();
        boolean all = statistics.histogramBounds() == null && statistics.distinct() == frequencies.size();
        if (frequencies.size() < 2
                || !all
                || inOrder(statistics, frequencies)
                || frequencies.getFirst() >= LowValueIndexRule.NEARLY_ALWAYS) {
            return Optional.empty();
        }
        double rarest = frequencies.getLast();
        double visited = 1 - Math.pow(1 - rarest, table.tuples() / Math.max(1, table.pages()));
        return visited >= pages && statistics.nullFraction() < 1 - LowValueIndexRule.NEARLY_ALWAYS
                ? Optional.of(new Values(name, frequencies.size(), rarest, visited))
                : Optional.empty();
    }

    private static Finding finding(Relation table, Index index, Values values) {
        return Finding.of(
                SLUG,
                Severity.NOTICE,
                index.name().toString(),
                "index %s is on a column of %d values, each of them common".formatted(index.name(), values.count()),
                "Even the rarest value of %s is in %s of the rows of %s, spread over %s of its pages: to look for any value the table may as well be read from beginning to end. Drop %s; where such a condition comes with another, put the column behind the other's in one index."
                        .formatted(
                                values.column(),
                                Figures.percent(values.rarest()),
                                table.name(),
                                Figures.percent(values.visited()),
                                index.name()),
                List.of(
                        Evidence.catalog(index.definitionSql()),
                        new Evidence(
                                Evidence.Label.CATALOG,
                                "%d values, the rarest in %s of the rows; %,d scans"
                                        .formatted(values.count(), Figures.percent(values.rarest()), index.scans()),
                                Map.of(
                                        "values", (double) values.count(),
                                        "rarest_share", values.rarest(),
                                        "size_bytes", (double) index.sizeBytes()))));
    }
}
