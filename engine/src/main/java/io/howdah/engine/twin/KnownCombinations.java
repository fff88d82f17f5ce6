package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.ExtendedStatistics;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** What a catalog tells of the number of different combinations of several columns' values, at most. */
final class KnownCombinations {

    private KnownCombinations() {}

    /** From extended statistics, else from a foreign key on these columns: the table referred to has no more rows. */
    static OptionalDouble of(Catalog catalog, Relation table, List<String> columns) {
        var counted = counted(catalog, table, columns);
        return counted.isPresent() ? counted : referenced(catalog, table, columns);
    }

    private static OptionalDouble counted(Catalog catalog, Relation table, List<String> columns) {
        var numbers = new HashSet<Integer>();
        columns.forEach(c -> table.column(c).map(Column::number).ifPresent(numbers::add));
        return catalog.extendedStatistics().stream()
                .filter(s -> s.table().equals(table.name()))
                .flatMap(s -> s.data().stream())
                .filter(d -> !d.inherited())
                .flatMap(d -> d.distinct().stream())
                .filter(d -> numbers.size() == columns.size() && new HashSet<>(d.attributes()).equals(numbers))
                .mapToDouble(ExtendedStatistics.Distinct::count)
                .findFirst();
    }

    private static OptionalDouble referenced(Catalog catalog, Relation table, List<String> columns) {
        return table.constraints().stream()
                .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY
                        && new HashSet<>(c.columns()).equals(new HashSet<>(columns)))
                .map(Constraint::referenced)
                .filter(Objects::nonNull)
                .map(QualifiedName.class::cast)
                .flatMap(referenced -> catalog.relation(referenced).stream())
                .mapToDouble(Relation::estimatedRows)
                .filter(rows -> rows >= 1)
                .min();
    }
}
