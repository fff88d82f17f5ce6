package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Constraint.Kind;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Sees keys so wide that the tables which refer to them spend much room on repeating them, in their rows and their indexes.
 *
 * <p>Columns that another foreign key of the referring table has too are there anyway (the tenant), and are not counted.
 */
public final class WideKeyRule implements Rule {

    /** What a row would have in the place of the key. */
    private static final int BIGINT = 8;

    /** Rows that one entry of a B-tree lists at most, about (BTMaxItemSize by 6 bytes, nbtdedup.c). */
    private static final int POSTING = 200;

    private static final Threshold WIDTH = new Threshold(
            "wide-key.width", 17, "bytes", "ours: wider than a UUID, with which keys are made on purpose");
    private static final Threshold BYTES = new Threshold(
            "wide-key.bytes", 100_000_000, "bytes", "ours: a key is changed in many tables, or not at all");
    private static final Threshold SHARE =
            new Threshold("wide-key.share", 0.1, "share of the referring tables", "ours");

    @Override
    public String slug() {
        return "wide-key";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WIDTH, BYTES, SHARE);
    }

    /**
     * A table that refers to the key.
     *
     * @param width bytes of the key in a row of it
     * @param repeated bytes beyond a bigint, in rows and index entries
     * @param size of the table with its indexes
     */
    private record Referring(Relation table, Constraint key, double width, double repeated, double size) {}

    @Override
    public List<Finding> examine(Scene scene) {
        var tables = OwnTables.of(scene.catalog());
        var referring = tables.stream()
                .flatMap(WideKeyRule::referring)
                .collect(groupingBy(r -> Objects.requireNonNull(r.key().referenced())));
        return tables.stream()
                .flatMap(t -> look(scene, t, referring.getOrDefault(t.name(), List.of())).stream())
                .toList();
    }

    private List<Finding> look(Scene scene, Relation table, List<Referring> all) {
        var wide = all.stream().filter(r -> r.width() >= scene.of(WIDTH)).toList();
        double repeated = wide.stream().mapToDouble(Referring::repeated).sum();
        double size = wide.stream().mapToDouble(Referring::size).sum();
        return wide.isEmpty() || repeated < scene.of(BYTES) || repeated < scene.of(SHARE) * size
                ? List.of()
                : List.of(finding(table, wide, repeated, size));
    }

    private static Stream<Referring> referring(Relation table) {
        return table.constraints().stream()
                .filter(key -> key.kind() == Kind.FOREIGN_KEY)
                .filter(key -> key.referenced() != null && !table.name().equals(key.referenced()))
                .filter(key -> !isRepeated(table, key))
                .map(key -> measured(table, key));
    }

    /** Whether the same key is declared before it already. */
    private static boolean isRepeated(Relation table, Constraint key) {
        return table.constraints().stream()
                .takeWhile(c -> !c.name().equals(key.name()))
                .anyMatch(c -> c.kind() == Kind.FOREIGN_KEY
                        && c.columns().equals(key.columns())
                        && Objects.equals(c.referenced(), key.referenced()));
    }

    private static Referring measured(Relation table, Constraint key) {
        var own = key.columns().stream()
                .filter(c -> !isShared(table, key, c))
                .flatMap(c -> table.column(c).stream())
                .toList();
        double width = own.stream().mapToDouble(WideKeyRule::width).sum();
        double filled = own.stream().mapToDouble(WideKeyRule::filled).min().orElse(0);
        double rows = filled * table.estimatedRows();
        double entries = own.isEmpty()
                ? 0
                : table.indexes().stream()
                        .mapToDouble(i -> entries(i, own, rows))
                        .sum();
        double repeated = Math.max(0, width - BIGINT) * (rows + entries);
        double size = (double) table.heapBytes()
                + table.indexes().stream()
                        .mapToDouble(i -> (double) i.sizeBytes())
                        .sum();
        return new Referring(table, key, width, repeated, size);
    }

    /** How often a whole B-tree has the key: equal ones of an index on them alone are there once for a list of rows. */
    private static double entries(Index index, List<Column> key, double rows) {
        var columns = index.definition().keys().stream().map(IndexKey::column).toList();
        if (!index.valid()
                || index.definition().predicate() != null
                || !index.definition().method().equals("btree")
                || !key.stream().allMatch(c -> columns.contains(c.name()))) {
            return 0;
        }
        var statistics = key.getFirst().statistics();
        boolean unique = index.definition().unique() || columns.size() > key.size();
        return unique || key.size() > 1 || statistics == null
                ? rows
                : Math.min(rows, statistics.storedDistinctAmong(rows) + rows / POSTING);
    }

    private static boolean isShared(Relation table, Constraint key, String column) {
        return table.constraints().stream()
                .anyMatch(c -> c.kind() == Kind.FOREIGN_KEY
                        && !c.columns().equals(key.columns())
                        && c.columns().contains(column));
    }

    private static double width(Column column) {
        var statistics = column.statistics();
        return column.length() > 0 ? column.length() : statistics == null ? 0 : statistics.averageWidth();
    }

    private static double filled(Column column) {
        var statistics = column.statistics();
        return column.notNull() || statistics == null ? 1 : 1 - statistics.nullFraction();
    }

    private Finding finding(Relation table, List<Referring> wide, double repeated, double size) {
        var first = wide.getFirst().key();
        var columns = first.referencedColumns().stream().map(Name::quoted).collect(joining(", "));
        var names =
                wide.stream().map(r -> r.table().name().toString()).distinct().collect(joining(", "));
        var cascading = wide.stream().anyMatch(r -> r.key().definition().contains("ON UPDATE CASCADE"));
        return Finding.of(
                        slug(),
                        Severity.INFO,
                        table.name().toString(),
                        "%s repeat the key (%s) of %s in every row".formatted(names, columns, table.name()),
                        "A key that says something is as long as what it says, and stands in each row that refers to it and in each index there; comparing text by a collation takes longer than comparing numbers."
                                + (cascading ? " Where it changes, all of these rows are written anew." : ""),
                        Stream.concat(
                                        Stream.of(new Evidence(
                                                Evidence.Label.ESTIMATED,
                                                "%s beyond what a bigint would take, of %s"
                                                        .formatted(Figures.bytes(repeated), Figures.bytes(size)),
                                                Map.of("repeated_bytes", repeated, "bytes", size))),
                                        wide.stream()
                                                .map(r -> Evidence.catalog("%s: %.0f bytes in each of %,.0f rows"
                                                        .formatted(
                                                                r.table().name(),
                                                                r.width(),
                                                                r.table().estimatedRows()))))
                                .toList())
                .costing(Cost.ofBytes((long) repeated))
                .deciding(Decision.whether(
                                "number the rows of " + table.name() + ", and refer to the number",
                                List.of(
                                        "The present key stays unique, for those who look it up; statements that read it from the referring tables join then.",
                                        "Done table by table in stages, with both columns filled meanwhile: for tables that will grow."))
                        .or(
                                "leave it",
                                List.of("Right where most statements read the key and are spared the join for it.")));
    }
}
