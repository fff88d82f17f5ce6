package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sees foreign keys whose columns have another type than those that they refer to. */
public final class ForeignKeyTypeRule implements Rule {

    @Override
    public String slug() {
        return "foreign-key-type";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var tables = OwnTables.byName(scene.catalog());
        return tables.values().stream()
                .flatMap(t -> t.constraints().stream().flatMap(c -> of(t, c, tables)))
                .toList();
    }

    private Stream<Finding> of(Relation table, Constraint key, Map<QualifiedName, Relation> tables) {
        var referenced = key.kind() == Constraint.Kind.FOREIGN_KEY ? key.referenced() : null;
        var other = referenced == null ? null : tables.get(referenced);
        return other == null ? Stream.of() : differing(table, other, key);
    }

    private Stream<Finding> differing(Relation table, Relation other, Constraint key) {
        return IntStream.range(
                        0,
                        Math.min(key.columns().size(), key.referencedColumns().size()))
                .boxed()
                .flatMap(i -> {
                    var column = table.column(key.columns().get(i));
                    var referenced = other.column(key.referencedColumns().get(i));
                    return column.isPresent()
                                    && referenced.isPresent()
                                    && !column.get()
                                            .typeName()
                                            .equals(referenced.get().typeName())
                            ? Stream.of(finding(table, column.get(), other, referenced.get(), key))
                            : Stream.<Finding>of();
                });
    }

    private Finding finding(Relation table, Column column, Relation other, Column referenced, Constraint key) {
        boolean narrower = column.length() > 0 && referenced.length() > column.length();
        return Finding.of(
                        slug(),
                        narrower ? Severity.WARNING : Severity.NOTICE,
                        TableRule.named(table, column),
                        "%s is %s and refers to %s, which is %s"
                                .formatted(
                                        TableRule.named(table, column),
                                        column.type(),
                                        TableRule.named(other, referenced),
                                        referenced.type()),
                        narrower
                                ? "Once the other key grows past the range of this type, rows that refer to it cannot be inserted any more."
                                : "Every check and every join converts between the two, and some joins cannot use an index for it.",
                        List.of(Evidence.catalog(Name.quoted(key.name()) + ": " + key.definition())))
                .deciding(Decision.whether(
                        "give it the type of what it refers to",
                        List.of(
                                "The statement rewrites the table and its indexes under an exclusive lock: for a large one do it in steps, with a second column."),
                        TableRule.alter(
                                table, "ALTER COLUMN " + Name.quoted(column.name()) + " TYPE " + referenced.type())));
    }
}
