package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.BuildOnline;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sees partial indexes whose condition every row meets. */
public final class UselessPredicateRule implements TableRule {

    private static final Pattern NOT_NULL = Pattern.compile("\\(*(.+?) IS NOT NULL\\)*");

    @Override
    public String slug() {
        return "useless-predicate";
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        return table.indexes().stream()
                .filter(i -> i.definition().predicate() != null && i.partitionOf() == null)
                .flatMap(i -> never(table, i).map(c -> finding(table, i, c)).stream());
    }

    private static Optional<Column> never(Relation table, Index index) {
        var match = NOT_NULL.matcher(Objects.requireNonNull(index.definition().predicate()));
        return match.matches()
                ? table.columns().stream()
                        .filter(c -> c.notNull() && Name.quoted(c.name()).equals(match.group(1)))
                        .findFirst()
                : Optional.empty();
    }

    private Finding finding(Relation table, Index index, Column column) {
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        index.name().toString(),
                        "the condition of %s leaves no row out".formatted(index.name()),
                        "%s of %s is never null. The condition saves nothing, and a statement that does not imply it cannot use the index."
                                .formatted(column.name(), table.name()),
                        List.of(Evidence.catalog(index.definitionSql())))
                .deciding(Decision.whether(
                                "the same without it",
                                List.of("Built beside the old one. " + BuildOnline.note(table)),
                                index.definition()
                                        .where(null)
                                        .createSql(
                                                Name.limited(index.name().name() + "_all"),
                                                !BuildOnline.isPartitioned(table)),
                                "DROP INDEX " + BuildOnline.word(table)
                                        + index.name().quoted())
                        .byChange());
    }
}
