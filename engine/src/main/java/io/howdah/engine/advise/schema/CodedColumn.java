package io.howdah.engine.advise.schema;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A text column of few values as it would be with a smallint in the place of each. */
final class CodedColumn {

    private CodedColumn() {}

    static Column of(ClosedSet set) {
        var column = set.column();
        return new Column(
                column.number(),
                column.name(),
                "smallint",
                "pg_catalog.int2",
                "b",
                2,
                "s",
                "p",
                column.notNull(),
                null,
                null,
                null,
                null,
                column.statisticsTarget(),
                statistics(set, column.statistics()));
    }

    private static @Nullable ColumnStatistics statistics(ClosedSet set, @Nullable ColumnStatistics was) {
        if (was == null) {
            return null;
        }
        var values = ArrayText.elements(was.mostCommonValues()).stream()
                .map(v -> String.valueOf(set.code(v)))
                .collect(Collectors.joining(",", "{", "}"));
        return new ColumnStatistics(
                was.inherited(),
                was.nullFraction(),
                2,
                was.distinct(),
                was.mostCommonValues() == null ? null : values,
                was.mostCommonFrequencies(),
                null,
                was.correlation(),
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
