package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.BuildOnline;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sees unique constraints on several columns of which one is null in rows that exist: nulls are never equal, so that such rows
 * may be there twice.
 */
public final class NullableUniqueRule implements TableRule {

    private static final Threshold NULLS = new Threshold(
            "nullable-unique.share", 0.001, "share", "ours: nulls in one row of a thousand are no accident");

    @Override
    public String slug() {
        return "nullable-unique";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(NULLS);
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        return table.indexes().stream()
                .filter(i -> i.definition().unique()
                        && !i.primary()
                        && !i.definition().nullsNotDistinct())
                .filter(i -> i.definition().keys().size() > 1 && i.definition().predicate() == null)
                .flatMap(i -> nullable(scene, table, i).map(c -> finding(scene, table, i, c)).stream());
    }

    private static Optional<Column> nullable(Scene scene, Relation table, Index index) {
        return index.definition().keys().stream()
                .flatMap(k -> Stream.ofNullable(k.column()))
                .flatMap(name -> table.column(name).stream())
                .filter(c -> !c.notNull() && nulls(c) > scene.of(NULLS))
                .findFirst();
    }

    private static double nulls(Column column) {
        var statistics = column.statistics();
        return statistics == null ? 0 : statistics.nullFraction();
    }

    private Finding finding(Scene scene, Relation table, Index index, Column column) {
        boolean since15 = scene.catalog().server().major() >= 15;
        return Finding.of(
                        slug(),
                        Severity.INFO,
                        index.name().toString(),
                        "%s does not keep rows with a null in %s apart".formatted(index.name(), column.name()),
                        "Two rows with a null there are both let in, however equal the rest is. Where that is not meant, duplicates come in unseen.",
                        List.of(
                                Evidence.catalog(index.definitionSql()),
                                new Evidence(
                                        Evidence.Label.CATALOG,
                                        "%s is null in %s of the rows"
                                                .formatted(column.name(), Figures.percent(nulls(column))),
                                        Map.of("null_share", nulls(column)))))
                .deciding(new Decision(List.of(
                        new Choice(
                                "leave it, where rows with a null may repeat",
                                List.of("That is what the standard says of nulls."),
                                List.of()),
                        new Choice(
                                since15 ? "treat nulls as equal" : "a second unique index for the rows with a null",
                                List.of(
                                        "Fails where duplicates are there already; look for them first.",
                                        BuildOnline.note(table)),
                                isRefused(table, column, since15)
                                        ? List.of()
                                        : List.of(index(table, index, column, since15))))));
    }

    /** An index over all partitions has to contain the partition key. */
    private static boolean isRefused(Relation table, Column column, boolean since15) {
        var key = table.partitionKey();
        return !since15
                && key != null
                && Tokens.of(key).stream().anyMatch(t -> t.isName() && t.name().equals(column.name()));
    }

    private static String index(Relation table, Index index, Column column, boolean since15) {
        var keys = index.definition().keys().stream()
                .filter(k -> since15 || !column.name().equals(k.column()))
                .map(IndexKey::expression)
                .collect(joining(", "));
        return "CREATE UNIQUE INDEX " + BuildOnline.word(table) + "ON "
                + table.name().quoted() + " (" + keys + ")"
                + (since15 ? " NULLS NOT DISTINCT" : " WHERE " + Name.quoted(column.name()) + " IS NULL");
    }
}
