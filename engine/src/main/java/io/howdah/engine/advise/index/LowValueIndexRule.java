package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds indexes on a boolean column alone that has nearly always the same value: looking for that value reads most of the
 * table, and the rare one is served by a partial index of a fraction of the size.
 */
public final class LowValueIndexRule implements Rule {

    static final String SLUG = "low-value-index";

    /** Above this share of one value the other is rare enough that a partial index is at most a tenth as large. */
    static final double NEARLY_ALWAYS = 0.9;

    private static final Threshold SHARE = new Threshold(
            "low-value-index.share",
            NEARLY_ALWAYS,
            "of the rows",
            "ours: an index of the others is at most a tenth as large");

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return IndexRules.ofNoUse(scene, drops(scene));
    }

    static List<DropCandidate> drops(Scene scene) {
        var drops = new ArrayList<DropCandidate>();
        for (Relation table : Droppable.tables(scene.catalog())) {
            for (Index index : Droppable.own(table)) {
                double share = index.valid() && Droppable.mayGo(index) ? shareOfOneValue(table, index) : 0;
                if (share >= scene.of(SHARE)) {
                    drops.add(new DropCandidate(index, finding(index, share)));
                }
            }
        }
        return List.copyOf(drops);
    }

    /** A partial index for the rare value, where a statement looks for it. */
    static List<Replacement> replacements(Scene scene) {
        var replacements = new ArrayList<Replacement>();
        for (DropCandidate drop : drops(scene)) {
            var index = drop.index();
            var column = index.definition().keys().getFirst();
            scene.catalog()
                    .relation(index.table())
                    .flatMap(t -> t.column(String.valueOf(column.column())))
                    .map(Column::statistics)
                    .map(s -> ArrayText.elements(s.mostCommonValues()))
                    .filter(values -> !values.isEmpty())
                    .ifPresent(values -> {
                        var rare = values.getFirst().equals("t") ? "NOT " + column.expression() : column.expression();
                        replacements.add(
                                new Replacement(index, index.definition().where(rare), drop.finding()));
                    });
        }
        return List.copyOf(replacements);
    }

    private static double shareOfOneValue(Relation table, Index index) {
        var keys = index.definition().keys();
        var name = keys.getFirst().column();
        if (keys.size() > 1 || name == null || index.definition().predicate() != null) {
            return 0;
        }
        return table.column(name)
                .filter(c -> c.typeName().equals("pg_catalog.bool"))
                .map(Column::statistics)
                .map(s -> ArrayText.elements(s.mostCommonFrequencies()))
                .filter(f -> !f.isEmpty())
                .map(f -> Double.parseDouble(f.getFirst()))
                .orElse(0.0);
    }

    private static Finding finding(Index index, double share) {
        return Finding.of(
                SLUG,
                Severity.NOTICE,
                index.name().toString(),
                "index %s is on a flag that nearly always has the same value".formatted(index.name()),
                "%.1f %% of the rows of %s have the same value in %s: an index cannot help to find them, and the others are found by a partial index of a fraction of the size. %s can go."
                        .formatted(
                                100 * share,
                                index.table(),
                                index.definition().keys().getFirst().expression(),
                                index.name()),
                List.of(
                        Evidence.catalog(index.definitionSql()),
                        new Evidence(
                                Evidence.Label.CATALOG,
                                "one value in %.1f %% of the rows; %,d scans".formatted(100 * share, index.scans()),
                                Map.of("share", share, "size_bytes", (double) index.sizeBytes()))));
    }
}
