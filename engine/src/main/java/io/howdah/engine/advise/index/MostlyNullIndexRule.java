package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds indexes on one column that is NULL in most of the rows: a B-tree has an entry for each of these, although nothing but
 * IS NULL can look for them, and for what most rows have the table is read anyway. A partial index WHERE the column IS NOT NULL
 * answers every other lookup. With a second key the rows without a value may be found in its order, for the first few of them.
 */
public final class MostlyNullIndexRule implements Rule {

    static final String SLUG = "mostly-null-index";

    private static final Threshold SHARE = new Threshold(
            "mostly-null-index.share",
            0.5,
            "of the rows",
            "from here on most of the index is of no use; pgwatch and ruby-pg-extras have the same");

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
        return IndexRules.ofNoUse(
                scene,
                replacements(scene).stream().flatMap(r -> r.drops().stream()).toList());
    }

    static List<Replacement> replacements(Scene scene) {
        var replacements = new ArrayList<Replacement>();
        for (Relation table : Droppable.tables(scene.catalog())) {
            for (Index index : Droppable.own(table)) {
                double nulls = isPlain(index) ? nulls(table, index) : 0;
                if (nulls >= scene.of(SHARE) && index.sizeBytes() >= Replacements.SMALLEST_SAVING) {
                    replacements.add(replacement(index, nulls));
                }
            }
        }
        return List.copyOf(replacements);
    }

    private static boolean isPlain(Index index) {
        var definition = index.definition();
        return index.valid()
                && Droppable.mayGo(index)
                && definition.keys().size() == 1
                && definition.predicate() == null
                && definition.method().equals("btree");
    }

    private static double nulls(Relation table, Index index) {
        var name = index.definition().keys().getFirst().column();
        return name == null
                ? 0
                : table.column(name)
                        .map(Column::statistics)
                        .map(ColumnStatistics::nullFraction)
                        .orElse(0.0);
    }

    private static Replacement replacement(Index index, double nulls) {
        var column = index.definition().keys().getFirst().expression();
        var instead = index.definition().where(column + " IS NOT NULL");
        return new Replacement(index, instead, finding(index, column, nulls));
    }

    private static Finding finding(Index index, String column, double nulls) {
        return Finding.of(
                SLUG,
                Severity.NOTICE,
                index.name().toString(),
                "index %s consists mostly of nulls".formatted(index.name()),
                "%s is NULL in %s of the rows of %s. Only IS NULL can look for these, and finds so many that the table is read anyway. An index with WHERE %s IS NOT NULL answers every other lookup, takes a fraction of the room, and rows without a value cost it nothing."
                        .formatted(column, Figures.percent(nulls), index.table(), column),
                List.of(
                        Evidence.catalog(index.definitionSql()),
                        new Evidence(
                                Evidence.Label.CATALOG,
                                "NULL in %s of the rows; %,d scans".formatted(Figures.percent(nulls), index.scans()),
                                Map.of("null_share", nulls, "size_bytes", (double) index.sizeBytes()))));
    }
}
