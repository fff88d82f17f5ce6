package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDensity;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.change.ReindexIndex;
import io.howdah.engine.twin.FreshSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Finds B-trees that are far larger than they would be if they were built anew: estimated from the statistics of their columns,
 * and where {@code pgstatindex} was called, by the fullness of their pages as it counted them.
 */
public final class BloatedIndexRule implements Rule {

    static final String SLUG = "bloated-index";

    /**
     * A B-tree that grows by random inserts is 69 % full (ln 2, Yao 1978), one just built 90 %: up to 1.3 times the fresh size
     * is as it should be, and comes back after a rebuild.
     */
    private static final Threshold TIMES = new Threshold(
            "bloated-index.times", 2, "times the fresh size", "ours: up to 1.3 comes back after a rebuild (Yao 1978)");

    private static final Threshold WASTE = new Threshold(
            "bloated-index.bytes", 10L << 20, "bytes", "ours: a rebuild that gives back less is not worth it");

    private static final double FULL = 90;

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(TIMES, WASTE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return bloated(scene).stream().map(BloatedIndexRule::finding).toList();
    }

    /** Indexes that look bloated by their estimated size, the most wasteful first: worth to be counted exactly. */
    public static List<Index> suspects(Scene scene) {
        return bloated(scene).stream().map(Bloated::index).toList();
    }

    /** To rebuild each of them, the most wasteful first. */
    static List<Advice> advice(Scene scene) {
        return bloated(scene).stream()
                .map(b -> new Advice(
                        finding(b), List.of(new ReindexIndex(b.index())), -Math.round(b.wasted()), List.of()))
                .toList();
    }

    /** An index with the size that it would have, in bytes. */
    private record Bloated(Index index, double fresh) {

        double wasted() {
            return index.sizeBytes() - fresh;
        }
    }

    private static List<Bloated> bloated(Scene scene) {
        var bloated = new ArrayList<Bloated>();
        for (Relation table : Droppable.tables(scene.catalog())) {
            for (Index index : table.indexes()) {
                if (index.valid() && index.sizeBytes() >= scene.of(WASTE) && !isExclusion(table, index)) {
                    add(scene, table, index, bloated);
                }
            }
        }
        bloated.sort(Comparator.comparingDouble((Bloated b) -> -b.wasted())
                .thenComparing(b -> b.index().name()));
        return List.copyOf(bloated);
    }

    private static void add(Scene scene, Relation table, Index index, List<Bloated> into) {
        var density = index.density();
        double fresh = density == null ? FreshSize.bytes(table, index).orElse(Long.MAX_VALUE) : counted(density, index);
        if (index.sizeBytes() >= scene.of(TIMES) * fresh && index.sizeBytes() - fresh >= scene.of(WASTE)) {
            into.add(new Bloated(index, fresh));
        }
    }

    /** What is in the leaves, packed to the fill factor; inner pages shrink with them. */
    private static double counted(IndexDensity density, Index index) {
        double fill = Double.parseDouble(index.definition().options().getOrDefault("fillfactor", String.valueOf(FULL)));
        double used = density.bytes() - 8192.0 * density.unusedPages();
        return used * Math.min(1, density.leafDensity() / fill);
    }

    /** REINDEX CONCURRENTLY refuses those (manual, REINDEX). */
    private static boolean isExclusion(Relation table, Index index) {
        return table.constraints().stream()
                .anyMatch(c ->
                        c.kind() == Constraint.Kind.EXCLUSION && index.name().equals(c.index()));
    }

    private static Finding finding(Bloated bloated) {
        var index = bloated.index();
        return Finding.of(
                SLUG,
                Severity.NOTICE,
                index.name().toString(),
                "index %s is %.1f times as large as it need be"
                        .formatted(index.name(), index.sizeBytes() / bloated.fresh()),
                "%s takes %s; built anew it would take about %s. The rest is room left by rows that went, which only entries of the same key range use again, and which is read and cached with the others. It can be rebuilt while the application works: REINDEX INDEX CONCURRENTLY %s."
                        .formatted(
                                index.name(),
                                Figures.bytes((double) index.sizeBytes()),
                                Figures.bytes(bloated.fresh()),
                                index.name().quoted()),
                List.of(Evidence.catalog(index.definitionSql()), evidence(bloated)));
    }

    private static Evidence evidence(Bloated bloated) {
        var index = bloated.index();
        var density = index.density();
        var figures = Map.of(
                "size_bytes", (double) index.sizeBytes(),
                "fresh_bytes", bloated.fresh(),
                "wasted_bytes", bloated.wasted());
        return density == null
                ? new Evidence(
                        Evidence.Label.ESTIMATED,
                        "%s could be given back, by the statistics of its columns; pgstatindex would count it"
                                .formatted(Figures.bytes(bloated.wasted())),
                        figures)
                : new Evidence(
                        Evidence.Label.CATALOG,
                        "%s could be given back: pgstatindex counted leaf pages %.0f %% full and %,d unused pages"
                                .formatted(
                                        Figures.bytes(bloated.wasted()), density.leafDensity(), density.unusedPages()),
                        figures);
    }
}
