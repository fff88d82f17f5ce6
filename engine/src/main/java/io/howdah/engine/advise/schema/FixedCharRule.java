package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sees char(n): text filled up with blanks, which compare as if they were not there. */
public final class FixedCharRule implements TableRule {

    private static final Threshold LENGTH =
            new Threshold("fixed-char.length", 2, "characters", "ours: codes of one or two letters are always full");

    @Override
    public String slug() {
        return "fixed-char";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(LENGTH);
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        return table.columns().stream()
                .filter(c -> c.typeName().equals("pg_catalog.bpchar"))
                .filter(c -> length(c) > scene.of(LENGTH) && filling(c) > 0)
                .map(c -> finding(table, c));
    }

    private static int length(Column column) {
        var digits = column.type().replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /** Blanks at the end of a value, on average over the values that are known. */
    private static double filling(Column column) {
        var statistics = column.statistics();
        if (statistics == null) {
            return 0;
        }
        return Stream.of(statistics.mostCommonValues(), statistics.histogramBounds())
                .flatMap(a -> ArrayText.elements(a).stream())
                .mapToInt(v -> length(column) - v.stripTrailing().length())
                .average()
                .orElse(0);
    }

    private Finding finding(Relation table, Column column) {
        var name = TableRule.named(table, column);
        double filling = filling(column);
        return Finding.of(
                        slug(),
                        filling >= 1 ? Severity.NOTICE : Severity.INFO,
                        name,
                        "%s is %s, filled up with blanks".formatted(name, column.type()),
                        "The blanks are stored, yet LIKE, length and drivers disagree about whether they are there. A text with a CHECK promises the same length and more.",
                        List.of(new Evidence(
                                Evidence.Label.CATALOG,
                                "%.1f blanks a value, by the values in the statistics".formatted(filling),
                                Map.of("blanks", filling))))
                .costing(Cost.ofBytes(Math.round(filling * table.estimatedRows())))
                .deciding(Decision.whether(
                                "make it text",
                                List.of(
                                        "The statement rewrites the table under an exclusive lock; comparisons with blanks at the end change."),
                                TableRule.alter(
                                        table,
                                        "ALTER COLUMN " + Name.quoted(column.name()) + " TYPE text USING rtrim("
                                                + Name.quoted(column.name()) + ")"))
                        .or(
                                "make it varchar of the same length",
                                List.of(
                                        "The same, and longer values stay refused; the limit costs a statement when it is too low one day."),
                                TableRule.alter(
                                        table,
                                        "ALTER COLUMN " + Name.quoted(column.name()) + " TYPE varchar("
                                                + length(column) + ") USING rtrim(" + Name.quoted(column.name())
                                                + ")")));
    }
}
