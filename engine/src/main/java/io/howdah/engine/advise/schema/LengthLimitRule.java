package io.howdah.engine.advise.schema;

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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sees varchar(n) columns whose values have reached the limit: longer ones are refused, or were cut on the way. */
public final class LengthLimitRule implements TableRule {

    private static final Threshold LENGTH =
            new Threshold("length-limit.length", 20, "characters", "ours: shorter ones are codes of a fixed form");

    @Override
    public String slug() {
        return "length-limit";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(LENGTH);
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        return table.columns().stream()
                .filter(c -> c.typeName().equals("pg_catalog.varchar") && limit(c) >= Math.max(1, scene.of(LENGTH)))
                .filter(c -> longest(c) == limit(c) && shortest(c) < limit(c))
                .map(c -> finding(table, c));
    }

    private static int limit(Column column) {
        var digits = column.type().replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static IntStream lengths(Column column) {
        var statistics = column.statistics();
        return statistics == null
                ? IntStream.empty()
                : Stream.of(statistics.mostCommonValues(), statistics.histogramBounds())
                        .flatMap(a -> ArrayText.elements(a).stream())
                        .mapToInt(v -> v.codePointCount(0, v.length()));
    }

    private static int longest(Column column) {
        return lengths(column).max().orElse(0);
    }

    private static int shortest(Column column) {
        return lengths(column).min().orElse(0);
    }

    private Finding finding(Relation table, Column column) {
        var name = TableRule.named(table, column);
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        name,
                        "values of %s are as long as they can be".formatted(name),
                        "The next longer one is refused with \"value too long\", unless the application cuts it first, and has done so. The limit saves no room: varchar(n) and text are stored alike.",
                        List.of(Evidence.catalog("%s; values from %d to %d characters"
                                .formatted(column.type(), shortest(column), longest(column)))))
                .deciding(Decision.whether(
                                "make it text",
                                List.of(
                                        "At once, without a rewrite. Where nothing depends on a limit, none is in the way."),
                                TableRule.alter(table, "ALTER COLUMN " + Name.quoted(column.name()) + " TYPE text"))
                        .or(
                                "twice the limit",
                                List.of(
                                        "At once, without a rewrite. Where a form, a file or a partner sets a limit, put that one in."),
                                TableRule.alter(
                                        table,
                                        "ALTER COLUMN " + Name.quoted(column.name()) + " TYPE varchar("
                                                + Math.min(10_485_760L, 2L * limit(column)) + ")")));
    }
}
