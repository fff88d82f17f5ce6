package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import java.util.List;
import java.util.Optional;

/**
 * A SELECT of tables, as far as another may be run for each of its rows or it for each of another's.
 *
 * @param text that was read, with parameters in place of its constants
 * @param given columns that it gives out
 * @param asked columns that it compares with a parameter or constant for equality
 */
record Lookup(Statement statement, String text, List<Given> given, List<Scope.Owned> asked) {

    /** @param name under which the column is given out */
    record Given(String name, Scope.Owned column) {}

    /** A column that is looked up, and the one of the other statement that holds its values. */
    record Tie(Scope.Owned asked, Given given) {}

    /** By which the values that this one looks up may come from the other's rows. */
    Optional<Tie> tieTo(Lookup outer) {
        return asked.stream()
                .flatMap(a -> outer.given.stream()
                        .filter(g -> areOfOneKind(a, g.column()))
                        .map(g -> new Tie(a, g)))
                .findFirst();
    }

    /** One column, a foreign key and what it leads to, or two foreign keys to the same. */
    private static boolean areOfOneKind(Scope.Owned one, Scope.Owned other) {
        return target(one).equals(target(other));
    }

    private record Target(QualifiedName table, String column) {}

    private static Target target(Scope.Owned column) {
        return foreignKey(column.table(), column.column().name())
                .orElse(new Target(column.table().name(), column.column().name()));
    }

    private static Optional<Target> foreignKey(Relation table, String column) {
        for (var constraint : table.constraints()) {
            var referenced = constraint.referenced();
            if (constraint.kind() == Constraint.Kind.FOREIGN_KEY
                    && referenced != null
                    && constraint.columns().equals(List.of(column))) {
                return Optional.of(
                        new Target(referenced, constraint.referencedColumns().getFirst()));
            }
        }
        return Optional.empty();
    }
}
