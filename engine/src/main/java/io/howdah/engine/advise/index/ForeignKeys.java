package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Foreign keys and the indexes that answer "does any row refer to this one?" for them. */
final class ForeignKeys {

    private ForeignKeys() {}

    static List<Constraint> of(Relation table) {
        return table.constraints().stream()
                .filter(c ->
                        c.kind() == Constraint.Kind.FOREIGN_KEY && !c.columns().isEmpty())
                .toList();
    }

    static boolean serves(Index index, Constraint key) {
        return index.valid() && serves(index.definition(), key);
    }

    /** Whether the index finds rows by the key: its first columns are the key's, in any order, and no row is left out. */
    static boolean serves(IndexDefinition index, Constraint key) {
        boolean lookup = index.method().equals("btree")
                || (index.method().equals("hash") && key.columns().size() == 1);
        if (!lookup || index.keys().size() < key.columns().size() || !isTotal(index, key)) {
            return false;
        }
        var first = index.keys().subList(0, key.columns().size()).stream()
                .map(IndexKey::column)
                .filter(Objects::nonNull)
                .toList();
        return Set.copyOf(first).equals(Set.copyOf(key.columns()));
    }

    /** A predicate that leaves out only NULLs does no harm: they refer to nothing. */
    private static boolean isTotal(IndexDefinition index, Constraint key) {
        var predicate = index.predicate();
        return predicate == null
                || key.columns().stream()
                        .anyMatch(c -> predicate.replaceAll("[()\"]", "").equalsIgnoreCase(c + " IS NOT NULL"));
    }

    static boolean isServed(Relation table, Constraint key) {
        return table.indexes().stream().anyMatch(i -> serves(i, key));
    }

    /** The other indexes that serve the key. */
    static List<Index> others(Relation table, Index index, Constraint key) {
        return table.indexes().stream()
                .filter(i -> !i.equals(index) && serves(i, key))
                .toList();
    }

    /** Whether some foreign key of the table would be without an index if this one went. */
    static boolean isOnlyServant(Relation table, Index index) {
        return isOnlyServant(table, index, other -> true);
    }

    /** The same where only some of the others stay. */
    static boolean isOnlyServant(Relation table, Index index, Predicate<Index> stays) {
        return of(table).stream()
                .anyMatch(key ->
                        serves(index, key) && others(table, index, key).stream().noneMatch(stays));
    }
}
