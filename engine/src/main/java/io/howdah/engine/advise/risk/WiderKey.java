package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Command;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The way out of a key of integers that ends: a wider type for it, and for all that refers to it. */
final class WiderKey {

    private record Place(QualifiedName table, String column) {

        String sql() {
            return "ALTER TABLE " + table.quoted() + " ALTER COLUMN " + Name.quoted(column) + " TYPE bigint";
        }
    }

    private final Catalog catalog;

    WiderKey(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The finding with the way out; as it is where the table cannot be written anew beside the one in use. */
    Finding out(Finding finding, QualifiedName table, String column) {
        var own = catalog.relations().stream()
                .filter(r -> r.name().equals(table) && r.kind() == Relation.Kind.TABLE && r.parent() == null)
                .findFirst();
        return own.isEmpty() ? finding : finding.deciding(decision(new Place(table, column)));
    }

    private Decision decision(Place key) {
        var referring = new LinkedHashSet<Place>();
        collect(key, referring);
        referring.remove(key);
        var consequences = new ArrayList<String>();
        consequences.add("Each table is written anew, and its numbers take eight bytes instead of four.");
        consequences.add(
                "The application must take numbers beyond the old end: 64-bit integers wherever it holds the key.");
        if (referring.isEmpty()) {
            return Decision.whether("make the column bigint", consequences, key.sql())
                    .byChange();
        }
        consequences.add("Refers to it: "
                + referring.stream().map(p -> p.table() + "." + p.column()).collect(Collectors.joining(", ")) + ".");
        var sql = new ArrayList<String>();
        referring.forEach(p -> sql.addFirst(p.sql()));
        sql.add(key.sql());
        return Decision.whether(
                        "make the column bigint, and all that refers to it", consequences, sql.toArray(String[]::new))
                .by(Command.of("change", "--with-references", key.sql()));
    }

    private void collect(Place key, Set<Place> found) {
        for (Relation relation : catalog.relations()) {
            for (Constraint constraint : relation.constraints()) {
                int place = constraint.kind() == Constraint.Kind.FOREIGN_KEY
                                && key.table().equals(constraint.referenced())
                        ? constraint.referencedColumns().indexOf(key.column())
                        : -1;
                if (place >= 0 && relation.parent() == null) {
                    var one = new Place(relation.name(), constraint.columns().get(place));
                    if (isNarrow(relation, one.column()) && found.add(one)) {
                        collect(one, found);
                    }
                }
            }
        }
    }

    private static boolean isNarrow(Relation relation, String column) {
        return relation.columns().stream().anyMatch(c -> c.name().equals(column) && IntegerType.isNarrow(c.typeName()));
    }
}
