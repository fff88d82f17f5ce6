package io.howdah.app.stage;

import io.howdah.app.json.AdviceDocument;
import io.howdah.app.json.AdviceDocument.AdvicePart;
import io.howdah.app.json.AdviceDocument.ChangePart;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.DropIndex;
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

    /** The change; empty for an index to drop that is gone already. */
    private static Optional<Change> change(ChangePart part, Catalog catalog, String file) {
        return switch (part.kind()) {
            case "create_index" -> Optional.of(create(part, catalog));
            case "drop_index" -> drop(part, catalog);
            default ->
                throw Problem.input(
                        file + " holds a change of kind '" + part.kind() + "', which this version does not know");
        };
    }

    private static Change create(ChangePart part, Catalog catalog) {
        var table = part.definition().table();
        if (catalog.relation(table).isEmpty()) {
            throw Problem.input("there is no table " + table + " (any more)");
        }
        return new CreateIndex(part.index().name(), part.definition());
    }

    private static Optional<Change> drop(ChangePart part, Catalog catalog) {
        var found = catalog.indexes().stream()
                .filter(i -> i.name().equals(part.index()))
                .findFirst();
        found.ifPresent(index -> mustBeTheSame(index, part));
        return found.map(DropIndex::new);
    }

    private static void mustBeTheSame(Index index, ChangePart part) {
        if (index.constraint() != null || !index.definition().equals(part.definition())) {
            throw Problem.input(
                    "index " + index.name() + " is not what it was when the advice was given; advise again");
        }
    }
}
