package io.howdah.app.wish;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds tables and indexes by the names that people give: with the schema, or without where only one schema has it. */
public final class Names {

    private static final Set<Relation.Kind> WITH_ROWS =
            Set.of(Relation.Kind.TABLE, Relation.Kind.PARTITIONED_TABLE, Relation.Kind.MATERIALIZED_VIEW);

    private Names() {}

    public static QualifiedName table(Catalog catalog, String text) {
        var tables = catalog.relations().stream()
                .filter(Names::hasRows)
                .map(Relation::name)
                .toList();
        return one(catalog, "table", tables, text);
    }

    /** Whether it has rows of its own, and so can have indexes. */
    public static boolean hasRows(Relation relation) {
        return WITH_ROWS.contains(relation.kind());
    }

    public static QualifiedName index(Catalog catalog, String text) {
        return one(catalog, "index", catalog.indexes().stream().map(Index::name).toList(), text);
    }

    private static QualifiedName one(Catalog catalog, String what, List<QualifiedName> names, String text) {
        var found = names.stream().filter(name -> named(name, text)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.isEmpty()) {
            throw Problem.input("there is no " + what + " " + text + " in " + catalog.database());
        }
        throw Problem.input("there are several of the name " + text + ": "
                + String.join(", ", found.stream().map(QualifiedName::quoted).toList()) + "; give the schema");
    }

    private static boolean named(QualifiedName name, String text) {
        return List.of(name.name(), name.quoted(), name.toString(), name.schema() + "." + name.name())
                        .contains(text)
                || text.toLowerCase(Locale.ROOT).equals(name.name());
    }
}
