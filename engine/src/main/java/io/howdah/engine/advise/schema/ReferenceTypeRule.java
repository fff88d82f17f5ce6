package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint.Kind;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sees columns that no foreign key binds and that have another type than the key that they refer to: joined to it by statements, with
 * a cast or without, or named after it and too narrow to hold it.
 *
 * <p>Only integers, texts and UUIDs are judged: what is cast to a day or rounded to be joined holds more than the key, and would lose
 * it. By the name alone only integers are: a text called {@code customer_id} may be another system's.
 */
public final class ReferenceTypeRule implements Rule {

    private static final List<String> INTEGERS = List.of("pg_catalog.int2", "pg_catalog.int4", "pg_catalog.int8");
    private static final Set<String> TEXTS = Set.of("pg_catalog.text", "pg_catalog.varchar", "pg_catalog.bpchar");
    private static final String PADDED = "pg_catalog.bpchar";
    private static final String UUID = "pg_catalog.uuid";

    @Override
    public String slug() {
        return "reference-type";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var tables = OwnTables.byName(scene.catalog());
        var found = new LinkedHashMap<String, Finding>();
        joined(scene, tables).forEach(f -> found.putIfAbsent(f.key(), f));
        tables.values().stream()
                .flatMap(t -> t.columns().stream().flatMap(c -> named(tables, t, c).stream()))
                .forEach(f -> found.putIfAbsent(f.key(), f));
        return List.copyOf(found.values());
    }

    /** A reference, with the time that statements take which follow it. */
    private record Reference(Relation from, Column column, Relation to, Column key) {}

    private List<Finding> joined(Scene scene, Map<QualifiedName, Relation> tables) {
        var reader = new Mentions.Reader(scene.catalog());
        var read = new LinkedHashMap<Reference, List<TableStatements.Read>>();
        for (var statement : scene.workload().statements()) {
            var mentions = reader.read(statement.text());
            CastJoins.of(mentions).stream()
                    .flatMap(j -> Stream.of(
                            reference(tables, j.left(), j.leftColumn(), j.right(), j.rightColumn()),
                            reference(tables, j.right(), j.rightColumn(), j.left(), j.leftColumn())))
                    .flatMap(Optional::stream)
                    .distinct()
                    .forEach(r -> read.computeIfAbsent(r, k -> new ArrayList<>())
                            .add(new TableStatements.Read(statement, mentions)));
        }
        var statements = TableStatements.of(scene);
        return read.entrySet().stream()
                .map(e -> ofJoin(e.getKey(), e.getValue(), statements.share(e.getValue())))
                .toList();
    }

    private static Optional<Reference> reference(
            Map<QualifiedName, Relation> tables, Relation left, String column, Relation right, String key) {
        var from = tables.get(left.name());
        var to = tables.get(right.name());
        if (from == null
                || to == null
                || from.equals(to)
                || !isKey(to, key)
                || isKey(from, column)
                || isBound(from, column)) {
            return Optional.empty();
        }
        return from.column(column)
                .flatMap(c -> to.column(key).map(k -> new Reference(from, c, to, k)))
                .filter(r -> differ(r.column(), r.key()));
    }

    private static boolean isKey(Relation table, String column) {
        return table.constraints().stream()
                .anyMatch(c -> c.kind() == Kind.PRIMARY_KEY && c.columns().equals(List.of(column)));
    }

    private static boolean isBound(Relation table, String column) {
        return table.constraints().stream()
                .anyMatch(c -> c.kind() == Kind.FOREIGN_KEY && c.columns().contains(column));
    }

    /** Whether comparing them costs, or a key will not fit: not integers of enough bytes, nor text and varchar, nor domains, which compare as what they are of. */
    private static boolean differ(Column column, Column key) {
        return isNarrower(column, key) || isTextOf(column, key) || isTextOf(key, column);
    }

    /** Whether one is a text, and the other what a text can be without a loss. */
    private static boolean isTextOf(Column text, Column other) {
        boolean padded = text.typeName().equals(PADDED) != other.typeName().equals(PADDED);
        return isText(text)
                && (INTEGERS.contains(other.typeName()) || other.typeName().equals(UUID) || (isText(other) && padded));
    }

    private static boolean isText(Column column) {
        return TEXTS.contains(column.typeName());
    }

    private static boolean isNarrower(Column column, Column key) {
        int own = INTEGERS.indexOf(column.typeName());
        return own >= 0 && own < INTEGERS.indexOf(key.typeName());
    }

    private Finding ofJoin(Reference reference, List<TableStatements.Read> statements, double share) {
        var column = reference.column();
        boolean narrower = isNarrower(column, reference.key());
        return finding(
                        reference,
                        Severity.NOTICE,
                        narrower
                                ? "Statements join the two. Once the key grows past the range of this type, rows that refer to it cannot be inserted any more."
                                : "Statements join the two: each row is converted for it, an index on the converted side is not used, and the planner has no statistics of what comes out. Values that mean no key are let in.",
                        Evidence.catalog(
                                StatementText.brief(statements.getFirst().statement())))
                .costing(Cost.ofTime(narrower ? 0 : share));
    }

    /** By {@code customer_id} beside a table customer or customers of the same schema. */
    private Optional<Finding> named(Map<QualifiedName, Relation> tables, Relation table, Column column) {
        var name = column.name();
        if (!name.endsWith("_id") || name.length() == 3 || isKey(table, name) || isBound(table, name)) {
            return Optional.empty();
        }
        var base = name.substring(0, name.length() - 3);
        var schema = table.name().schema();
        return Stream.of(base, base + "s", base + "es", base.replaceAll("y$", "ies"))
                .flatMap(n -> Optional.ofNullable(tables.get(new QualifiedName(schema, n))).stream())
                .filter(to -> !to.equals(table))
                .findFirst()
                .flatMap(to -> Stream.of("id", name)
                        .filter(k -> isKey(to, k))
                        .findFirst()
                        .flatMap(to::column)
                        .filter(k -> isNarrower(column, k))
                        .map(k -> finding(
                                new Reference(table, column, to, k),
                                Severity.INFO,
                                "By its name it refers to that key. Once the key grows past the range of this type, rows that refer to it cannot be inserted any more.",
                                Evidence.catalog("named after it, and no foreign key says so"))));
    }

    private Finding finding(Reference reference, Severity severity, String why, Evidence evidence) {
        var name = TableRule.named(reference.from(), reference.column());
        var key = TableRule.named(reference.to(), reference.key());
        var type = reference.key().type();
        return Finding.of(
                        slug(),
                        severity,
                        name,
                        "%s is %s and refers to %s, which is %s"
                                .formatted(name, reference.column().type(), key, type),
                        why,
                        List.of(evidence))
                .deciding(Decision.whether(
                                "give it the type of the key",
                                List.of(
                                        change(reference) + " Statements that cast it need the cast no more.",
                                        "The statement rewrites the table and its indexes under an exclusive lock: for a large one do it in steps, with a second column.",
                                        "A foreign key is possible then."),
                                TableRule.alter(
                                        reference.from(),
                                        "ALTER COLUMN "
                                                + Name.quoted(reference.column().name()) + " TYPE " + type + " USING "
                                                + Name.quoted(reference.column().name()) + "::"
                                                + (isText(reference.key()) ? "text" : type)))
                        .or(
                                "leave it, where it holds more than these keys",
                                List.of("As in a log that knows things of several kinds.")));
    }

    /** What becomes of the values; a cast to a text of some length would cut them, the change of type refuses them. */
    private static String change(Reference reference) {
        var type = reference.key().type();
        if (isText(reference.key())) {
            return type.contains("(")
                    ? "Fails with the first value that is too long for %s.".formatted(type)
                    : "Every value has a text.";
        }
        return isText(reference.column())
                ? "Fails with the first value that is no %s: look for such first. Leading zeros and blanks are not kept."
                        .formatted(type)
                : "Every value fits, for %s is wider.".formatted(type);
    }
}
