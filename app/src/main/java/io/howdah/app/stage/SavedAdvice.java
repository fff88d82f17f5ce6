package io.howdah.app.stage;

import io.howdah.app.json.AdviceDocument;
import io.howdah.app.json.AdviceDocument.AdvicePart;
import io.howdah.app.json.AdviceDocument.ChangePart;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateExtension;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.CreateStatistics;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.change.ReindexIndex;
import io.howdah.engine.change.SetStatisticsTarget;
import java.util.List;
import java.util.Optional;

/** Makes changes of a document that advise wrote earlier, checked against the database as it is now. */
public final class SavedAdvice {

    private SavedAdvice() {}

    /** The advice in the document; a problem where the database is another one or has changed since. */
    public static List<ToApply> read(AdviceDocument document, Catalog catalog, String file) {
        if (!document.server().database().equals(catalog.database())) {
            throw Problem.input(file + " is advice for the database "
                    + document.server().database() + ", and this is " + catalog.database());
        }
        return document.advice().stream()
                .map(part -> advice(part, catalog, file))
                .toList();
    }

    private static ToApply advice(AdvicePart part, Catalog catalog, String file) {
        var changes = part.changes().stream()
                .flatMap(c -> change(c, catalog, file).stream())
                .toList();
        return new ToApply(part.id(), part.title(), part.why(), changes);
    }

    /** The change; empty where its index is gone already. */
    private static Optional<Change> change(ChangePart part, Catalog catalog, String file) {
        return switch (part.kind()) {
            case "create_extension" -> Optional.of(extension(part, catalog));
            case "create_index" -> Optional.of(create(part, definition(part, file), catalog));
            case "drop_index" -> existing(part, definition(part, file), catalog).map(DropIndex::new);
            case "reindex_index" ->
                existing(part, definition(part, file), catalog).map(ReindexIndex::new);
            case "create_statistics" -> Optional.of(statistics(part, catalog, file));
            case "set_statistics_target" -> Optional.of(target(part, catalog, file));
            default ->
                throw Problem.input(
                        file + " holds a change of kind '" + part.kind() + "', which this version does not know");
        };
    }

    private static IndexDefinition definition(ChangePart part, String file) {
        var definition = part.definition();
        if (definition == null) {
            throw Problem.input(file + " does not define the index " + part.index());
        }
        return definition;
    }

    private static Change statistics(ChangePart part, Catalog catalog, String file) {
        var statistics = part.statistics();
        if (statistics == null || !statistics.isSound()) {
            throw Problem.input(file + " does not define the statistics " + part.index());
        }
        mustBeThere(statistics.table(), catalog);
        return new CreateStatistics(part.index().name(), statistics);
    }

    private static Change target(ChangePart part, Catalog catalog, String file) {
        var target = part.target();
        if (target == null || target.target() < 1 || target.target() > SetStatisticsTarget.MOST) {
            throw Problem.input(file + " does not say which statistics target a column of " + part.index() + " gets");
        }
        mustBeThere(part.index(), catalog);
        return SetStatisticsTarget.on(catalog, part.index(), target.column(), target.target());
    }

    private static void mustBeThere(QualifiedName table, Catalog catalog) {
        if (catalog.relation(table).isEmpty()) {
            throw Problem.input("there is no table " + table + " (any more)");
        }
    }

    private static Change extension(ChangePart part, Catalog catalog) {
        boolean allowed = catalog.definitions().creatable().stream()
                .anyMatch(e -> e.name().equals(part.index().name()) && e.allowed());
        return new CreateExtension(part.index().name(), part.index().schema(), allowed);
    }

    private static Change create(ChangePart part, IndexDefinition definition, Catalog catalog) {
        mustBeThere(definition.table(), catalog);
        return CreateIndex.on(catalog, part.index().name(), definition);
    }

    /** The index; empty where it is gone already. */
    private static Optional<Index> existing(ChangePart part, IndexDefinition definition, Catalog catalog) {
        var found = catalog.indexes().stream()
                .filter(i -> i.name().equals(part.index()))
                .findFirst();
        found.ifPresent(index -> mustBeTheSame(index, definition, part.kind().equals("drop_index")));
        return found;
    }

    private static void mustBeTheSame(Index index, IndexDefinition definition, boolean toDrop) {
        if ((toDrop && index.constraint() != null) || !index.definition().equals(definition)) {
            throw Problem.input(
                    "index " + index.name() + " is not what it was when the advice was given; advise again");
        }
    }
}
