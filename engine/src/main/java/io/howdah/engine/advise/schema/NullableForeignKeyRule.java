package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Command;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Constraint.Kind;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sees foreign keys of several columns of which some may be null while others are filled in: such a row is not checked at all
 * (MATCH SIMPLE).
 *
 * <p>One nullable column beside others that always have a value is how a reference is left out: the tenant stays, the user is null.
 * It is another matter only where the nullable one is what other keys of the table share.
 */
public final class NullableForeignKeyRule implements TableRule {

    private static final Threshold SHARE = new Threshold(
            "nullable-foreign-key.share",
            0.001,
            "share of rows",
            "ours: half-filled keys in one row of a thousand are no accident");

    @Override
    public String slug() {
        return "nullable-foreign-key";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE);
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        return table.constraints().stream()
                .filter(c -> c.kind() == Kind.FOREIGN_KEY
                        && c.columns().size() > 1
                        && !c.definition().contains("MATCH FULL"))
                .filter(c -> mayBeHalfFilled(table, c) && !isGuarded(table, c))
                .map(c -> finding(scene, table, c));
    }

    private static List<Column> nullable(Relation table, Constraint key) {
        return key.columns().stream()
                .flatMap(name -> table.column(name).stream())
                .filter(c -> !c.notNull())
                .toList();
    }

    private static boolean mayBeHalfFilled(Relation table, Constraint key) {
        var nullable = nullable(table, key);
        return nullable.size() > 1
                || (nullable.size() == 1
                        && isShared(table, key, nullable.getFirst().name())
                        && key.columns().stream().anyMatch(c -> !isShared(table, key, c)));
    }

    /** Whether another foreign key of the table has the column too, as they have the tenant. */
    private static boolean isShared(Relation table, Constraint key, String column) {
        return table.constraints().stream()
                .anyMatch(c -> c.kind() == Kind.FOREIGN_KEY
                        && !c.columns().equals(key.columns())
                        && c.columns().contains(column));
    }

    /** Whether a CHECK says which of them are null together. */
    private static boolean isGuarded(Relation table, Constraint key) {
        var names = nullable(table, key).stream().map(Column::name).toList();
        return table.constraints().stream()
                .anyMatch(c -> c.kind() == Kind.CHECK
                        && c.columns().containsAll(names)
                        && c.definition().toLowerCase(Locale.ROOT).contains("null"));
    }

    /** Rows that have a null in one nullable column and not in another: at least as many as their nulls differ by; 0 where one has no statistics. */
    private static double halfFilled(Relation table, Constraint key) {
        var nullable = nullable(table, key);
        var nulls = nullable.stream()
                .flatMap(c -> Stream.ofNullable(c.statistics()))
                .mapToDouble(ColumnStatistics::nullFraction)
                .summaryStatistics();
        if (nulls.getCount() < nullable.size()) {
            return 0;
        }
        return nullable.size() == 1 ? nulls.getMax() : nulls.getMax() - nulls.getMin();
    }

    private Finding finding(Scene scene, Relation table, Constraint key) {
        double share = halfFilled(table, key);
        boolean there = share > scene.of(SHARE);
        var columns =
                nullable(table, key).stream().map(c -> Name.quoted(c.name())).collect(joining(", "));
        var evidence = new ArrayList<Evidence>();
        evidence.add(Evidence.catalog(Name.quoted(key.name()) + ": " + key.definition() + "; may be null: " + columns));
        if (there) {
            evidence.add(new Evidence(
                    Evidence.Label.CATALOG,
                    "at least %s of %,.0f rows have one and lack another, and are not checked"
                            .formatted(Figures.percent(share), table.estimatedRows()),
                    Map.of("unchecked_share", share, "unchecked_rows", share * table.estimatedRows())));
        }
        return Finding.of(
                        slug(),
                        there ? Severity.NOTICE : Severity.INFO,
                        table.name() + "." + Name.quoted(key.name()),
                        "%s of %s does not check rows with a null in %s"
                                .formatted(Name.quoted(key.name()), table.name(), columns),
                        "One null is enough (MATCH SIMPLE): what stands in the other columns may refer to nothing, and deletes of the row that it means are let through.",
                        evidence)
                .deciding(decision(table, key));
    }

    private static Decision decision(Relation table, Constraint key) {
        var nullable = nullable(table, key);
        var none = TableRule.alter(
                table,
                nullable.stream()
                        .map(c -> "ALTER COLUMN " + Name.quoted(c.name()) + " SET NOT NULL")
                        .collect(joining(", ")));
        var filled = new Choice(
                "let none be null",
                List.of(
                        "Where every row has to refer to one; fails while a row has a null there.",
                        "The statement reads the whole table under an exclusive lock, unless a valid CHECK says the same already."),
                List.of(none));
        var left = new Choice(
                "leave it, where such rows refer to nothing",
                List.of("What they hold is then only a note."),
                List.of());
        return new Decision(nullable.size() == 1 ? List.of(filled, left) : List.of(together(table, key), filled, left));
    }

    private static Choice together(Relation table, Constraint key) {
        var nullable = nullable(table, key);
        var columns = nullable.stream().map(c -> Name.quoted(c.name())).collect(joining(", "));
        var name = Name.quoted(key.name().substring(0, Math.min(40, key.name().length())) + "_whole");
        var check = "ADD CONSTRAINT " + name + " CHECK (num_nulls(" + columns + ") IN (0, " + nullable.size() + "))";
        return new Choice(
                        "all filled in or none",
                        List.of(
                                "New rows are bound at once; VALIDATE fails while half-filled ones are there: complete or empty these first.",
                                "Where all columns of the key may be null, MATCH FULL says the same, and takes dropping and adding it."),
                        List.of(
                                TableRule.alter(table, check + " NOT VALID"),
                                TableRule.alter(table, "VALIDATE CONSTRAINT " + name)))
                .by(Command.change(TableRule.alter(table, check)));
    }
}
