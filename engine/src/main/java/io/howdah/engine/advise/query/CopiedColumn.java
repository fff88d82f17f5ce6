package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text column that repeats what a foreign key of the same row leads to.
 *
 * <p>Seen by the statistics: ANALYZE reads the same rows for all columns, so that a column with a value of its own for each
 * value of another has as many values, as often.
 *
 * @param key column of the table with the foreign key
 * @param owner the table that it leads to
 * @param ownerKey its key there
 * @param ownerText the unique text there, which the column repeats
 */
record CopiedColumn(String key, Relation owner, String ownerKey, String ownerText) {

    private static final Set<String> TEXTS = Set.of("pg_catalog.text", "pg_catalog.varchar", "pg_catalog.bpchar");

    static Optional<CopiedColumn> of(Relation table, Column column, Catalog catalog) {
        return table.constraints().stream()
                .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY && c.validated())
                .filter(c -> c.columns().size() == 1
                        && isLike(table, column, c.columns().getFirst()))
                .flatMap(c -> catalog.relation(Objects.requireNonNull(c.referenced())).stream()
                        .flatMap(owner -> text(owner)
                                .map(text -> new CopiedColumn(
                                        c.columns().getFirst(),
                                        owner,
                                        c.referencedColumns().getFirst(),
                                        text))
                                .stream()))
                .findFirst();
    }

    static boolean isText(Column column) {
        return TEXTS.contains(column.typeName());
    }

    private static boolean isLike(Relation table, Column column, String key) {
        return table.column(key)
                .map(k -> isSame(k.statistics(), column.statistics()))
                .orElse(false);
    }

    private static boolean isSame(@Nullable ColumnStatistics one, @Nullable ColumnStatistics other) {
        return one != null
                && other != null
                && one.mostCommonFrequencies() != null
                && one.mostCommonFrequencies().equals(other.mostCommonFrequencies())
                && one.distinct() == other.distinct()
                && one.nullFraction() == other.nullFraction();
    }

    /** The one text of the table that tells its rows apart. */
    private static Optional<String> text(Relation owner) {
        var texts = owner.columns().stream()
                .filter(c -> isText(c) && Scope.unique(owner, List.of(c.name())))
                .map(Column::name)
                .toList();
        return texts.size() == 1 ? Optional.of(texts.getFirst()) : Optional.empty();
    }
}
