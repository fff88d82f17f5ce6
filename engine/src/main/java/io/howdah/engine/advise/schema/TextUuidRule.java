package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Command;
import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sees text columns that hold nothing but UUIDs. */
public final class TextUuidRule implements TableRule {

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}");

    /** Version and variant of a UUID without dashes (RFC 9562, section 4), which an MD5 hash does not keep to. */
    private static final Pattern VERSIONED =
            Pattern.compile("[0-9a-fA-F]{12}[1-8][0-9a-fA-F]{3}[89abAB][0-9a-fA-F]{15}");

    private static final Threshold ROWS =
            new Threshold("text-uuid.rows", 1000, "rows", "ours: in fewer nobody notices");

    /** Values of the statistics that have to look so. */
    private static final int SEEN = 20;

    /** As PostgreSQL prints one. */
    private static final String SPELLED = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

    @Override
    public String slug() {
        return "text-uuid";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ROWS);
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        var columns = table.estimatedRows() < scene.of(ROWS)
                ? List.<Column>of()
                : table.columns().stream()
                        .filter(c -> holdsUuids(c) && !isSpelled(table, c))
                        .toList();
        return columns.isEmpty() ? Stream.of() : Stream.of(finding(table, columns));
    }

    /** Whether somebody chose the text, and binds it to one spelling. */
    private static boolean isSpelled(Relation table, Column column) {
        return table.constraints().stream()
                .anyMatch(c -> c.kind() == Constraint.Kind.CHECK
                        && c.columns().equals(List.of(column.name()))
                        && c.definition().contains("[0-9a-f]{8}"));
    }

    private static boolean holdsUuids(Column column) {
        var statistics = column.statistics();
        if (!ClosedSet.isText(column) || statistics == null) {
            return false;
        }
        var values = Stream.of(statistics.mostCommonValues(), statistics.histogramBounds())
                .flatMap(a -> ArrayText.elements(a).stream())
                .toList();
        return values.size() >= SEEN && values.stream().map(String::strip).allMatch(TextUuidRule::isUuid);
    }

    private static boolean isUuid(String value) {
        return UUID.matcher(value).matches()
                && (value.contains("-") || VERSIONED.matcher(value).matches());
    }

    private Finding finding(Relation table, List<Column> columns) {
        var sample = RowSample.of(table);
        double now = sample.bytes();
        var lengths = new HashMap<String, Integer>();
        columns.forEach(c -> lengths.put(c.name(), 16));
        double then = sample.with(lengths, 1).bytes();
        var names = columns.stream().map(Column::name).collect(joining(", "));
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        table.name().toString(),
                        "%s of %s: UUIDs kept as text".formatted(names, table.name()),
                        "A UUID takes 16 bytes, its text 37, in the row and in every index, and compares by collation. Any other text is let in as well, and the same value in capitals is another.",
                        List.of(new Evidence(
                                Evidence.Label.ESTIMATED,
                                "a row takes %.1f bytes, and would take %.1f".formatted(now, then),
                                Map.of("bytes_per_row", now, "bytes_per_row_uuid", then))))
                .costing(Cost.ofBytes(Math.round((now - then) * table.estimatedRows())))
                .deciding(Decision.whether(
                                "make it uuid",
                                List.of(
                                        "Columns that refer to it change with it, their foreign keys dropped and made again.",
                                        "The statement rewrites the table and its indexes under an exclusive lock; drivers bind another type."),
                                columns.stream()
                                        .map(c -> TableRule.alter(table, toUuid(c)))
                                        .toArray(String[]::new))
                        .by(Command.change(
                                TableRule.alter(table, columns.stream().map(TextUuidRule::toUuid))))
                        .or(
                                "keep the text, in one spelling",
                                List.of(
                                        "Where partners hand the texts over and drivers bind text. The room stays spent; nothing else than a UUID in small letters is let in from then on.",
                                        "VALIDATE CONSTRAINT afterwards reads the table once, and fails with the first row that is spelled otherwise."),
                                columns.stream()
                                        .map(c -> TableRule.alter(table, spelled(c) + " NOT VALID"))
                                        .toArray(String[]::new))
                        .by(Command.change(
                                TableRule.alter(table, columns.stream().map(TextUuidRule::spelled)))));
    }

    private static String toUuid(Column column) {
        var name = Name.quoted(column.name());
        return "ALTER COLUMN " + name + " TYPE uuid USING " + name + "::uuid";
    }

    private static String spelled(Column column) {
        return "ADD CHECK (" + Name.quoted(column.name()) + "::text ~ '" + SPELLED + "')";
    }
}
