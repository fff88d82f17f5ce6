package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds B-trees that begin with an array, a jsonb or a tsvector: they find only rows whose whole value is equal to or greater
 * than another, while applications ask for what a value contains, which is GIN's.
 */
public final class ArrayBtreeIndexRule implements Rule {

    static final String SLUG = "array-btree-index";

    private static final Set<String> DOCUMENTS = Set.of("pg_catalog.jsonb", "pg_catalog.tsvector");

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return IndexRules.ofNoUse(scene, drops(scene));
    }

    static List<DropCandidate> drops(Scene scene) {
        var drops = new ArrayList<DropCandidate>();
        for (Relation table : Droppable.tables(scene.catalog())) {
            for (Index index : Droppable.own(table)) {
                if (index.valid() && Droppable.mayGo(index)) {
                    document(table, index).ifPresent(c -> drops.add(new DropCandidate(index, finding(index, c))));
                }
            }
        }
        return List.copyOf(drops);
    }

    private static Optional<Column> document(Relation table, Index index) {
        return Optional.ofNullable(index.definition().keys().getFirst().column())
                .filter(c -> index.definition().method().equals("btree"))
                .flatMap(table::column)
                .filter(c -> c.type().endsWith("[]") || DOCUMENTS.contains(c.typeName()));
    }

    private static Finding finding(Index index, Column column) {
        return Finding.of(
                SLUG,
                Severity.NOTICE,
                index.name().toString(),
                "index %s is a B-tree on %s, of type %s".formatted(index.name(), column.name(), column.type()),
                "A B-tree finds only rows whose whole %s equals or exceeds another, and fails on values that exceed a third of a page. What a value contains (%s) is found by an index USING gin (%s). Drop %s, and create that one where statements ask so."
                        .formatted(
                                column.name(),
                                operators(column),
                                index.definition().keys().getFirst().expression(),
                                index.name()),
                List.of(
                        Evidence.catalog(index.definitionSql()),
                        new Evidence(
                                Evidence.Label.CATALOG,
                                "%,d scans".formatted(index.scans()),
                                Map.of("scans", (double) index.scans(), "size_bytes", (double) index.sizeBytes()))));
    }

    private static String operators(Column column) {
        return switch (column.typeName()) {
            case "pg_catalog.jsonb" -> "@>, ?, @@";
            case "pg_catalog.tsvector" -> "@@";
            default -> "@>, &&";
        };
    }
}
