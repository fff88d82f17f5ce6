package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.toMap;

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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sees foreign keys whose columns have another type than those that they refer to.
 *
 * <p>Not those that nobody pays for: integers are compared across their types by one operator family (manual, section
 * 36.16.5), and a wider one holds every key of the narrower; text and varchar are stored and compared alike.
 */
public final class ForeignKeyTypeRule implements Rule {

    private static final Set<String> INTEGERS = Set.of("pg_catalog.int2", "pg_catalog.int4", "pg_catalog.int8");
    private static final Set<String> TEXTS = Set.of("pg_catalog.text", "pg_catalog.varchar");

    @Override
    public String slug() {
        return "foreign-key-type";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var tables = OwnTables.byName(scene.catalog());
        return tables.values().stream()
                .flatMap(t -> t.constraints().stream().flatMap(c -> of(t, c, tables)))
                .collect(toMap(Finding::title, f -> f, (first, again) -> first, LinkedHashMap::new))
                .values()
                .stream()
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
                    return column.isPresent() && referenced.isPresent() && !agree(column.get(), referenced.get())
                            ? Stream.of(finding(table, column.get(), other, referenced.get(), key))
                            : Stream.<Finding>of();
                });
    }

    private static boolean agree(Column column, Column referenced) {
        var types = new HashSet<>(List.of(column.typeName(), referenced.typeName()));
        boolean holdsAll = INTEGERS.containsAll(types) && column.length() >= referenced.length();
        return types.size() == 1 || holdsAll || TEXTS.containsAll(types);
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
