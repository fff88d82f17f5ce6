package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
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
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.twin.FreshSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sees text columns that hold one of few values, and says what the same would take as smallint: in the rows, alignment and
 * header included, and in the indexes.
 *
 * <p>The values are those that a CHECK lists, or all that ANALYZE saw in a large table. Columns of keys are left alone, as
 * others refer to them by their text.
 */
public final class TextEnumRule implements Rule {

    private static final Threshold VALUES = new Threshold(
            "text-enum.values", 32, "values", "ours: more than this is a list that grows, for a table of its own");
    private static final Threshold ROWS = new Threshold(
            "text-enum.rows", 10_000, "rows", "ours: in fewer, few values may be chance where no CHECK lists them");
    private static final Threshold SAVING =
            new Threshold("text-enum.bytes", 1_000_000, "bytes", "ours: less does not pay for the rewrite");
    private static final Threshold SHARE = new Threshold(
            "text-enum.share",
            0.1,
            "share",
            "ours: from a tenth of the table on it is a notice, below that information");

    @Override
    public String slug() {
        return "text-enum";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(VALUES, ROWS, SAVING, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return OwnTables.of(scene.catalog()).stream()
                .flatMap(table -> finding(scene, table).stream())
                .toList();
    }

    private Optional<Finding> finding(Scene scene, Relation table) {
        var sets = table.columns().stream()
                .filter(c -> mayChange(table, c))
                .flatMap(c -> ClosedSet.of(table, c, scene.of(VALUES)).stream())
                .filter(s -> isWide(s.column()))
                .filter(s -> s.check() != null || table.estimatedRows() >= scene.of(ROWS))
                .toList();
        if (sets.isEmpty()) {
            return Optional.empty();
        }
        var sizes = Sizes.of(table, sets);
        boolean pays = sizes.saved() >= scene.of(SAVING)
                || (table.estimatedRows() >= scene.of(ROWS) && sizes.perRow() >= scene.of(SHARE) * sizes.row());
        return pays ? Optional.of(finding(scene, table, sets, sizes)) : Optional.empty();
    }

    /** A text of two letters takes 3 bytes, hardly more than a code. */
    private static boolean isWide(Column column) {
        var statistics = column.statistics();
        return statistics == null || statistics.averageWidth() > 3;
    }

    private static boolean mayChange(Relation table, Column column) {
        var key = table.partitionKey();
        return ClosedSet.isText(column)
                && (key == null || !key.contains(column.name()))
                && table.constraints().stream()
                        .filter(c -> c.kind() != Constraint.Kind.CHECK && c.kind() != Constraint.Kind.NOT_NULL)
                        .noneMatch(c -> c.columns().contains(column.name()))
                && table.indexes().stream()
                        .filter(Index::enforced)
                        .noneMatch(i -> i.definition().keys().stream()
                                .anyMatch(k -> column.name().equals(k.column())));
    }

    /** Bytes of a row, and of the indexes together, as they are and with the columns in 2 or in 4 bytes. */
    private record Sizes(double rows, double row, double code, double label, long indexes, long indexesOfCodes) {

        static Sizes of(Relation table, List<ClosedSet> sets) {
            var sample = RowSample.of(table);
            var indexes = table.indexes().stream()
                    .filter(i -> sets.stream().anyMatch(s -> holds(i, s.column().name())))
                    .toList();
            var coded = table.withColumns(
                    table.columns().stream().map(c -> coded(c, sets)).toList());
            return new Sizes(
                    table.estimatedRows(),
                    sample.bytes(),
                    sample.with(lengths(sets, 2), 2).bytes(),
                    sample.with(lengths(sets, 4), 4).bytes(),
                    fresh(table, indexes),
                    fresh(coded, indexes));
        }

        private static Column coded(Column column, List<ClosedSet> sets) {
            return sets.stream()
                    .filter(s -> s.column().name().equals(column.name()))
                    .findFirst()
                    .map(CodedColumn::of)
                    .orElse(column);
        }

        private static boolean holds(Index index, String column) {
            return index.definition().include().contains(column)
                    || index.definition().keys().stream().anyMatch(k -> column.equals(k.column()));
        }

        private static Map<String, Integer> lengths(List<ClosedSet> sets, int bytes) {
            return sets.stream().collect(toMap(s -> s.column().name(), s -> bytes));
        }

        private static long fresh(Relation table, List<Index> indexes) {
            return indexes.stream()
                    .mapToLong(i -> FreshSize.bytes(table, i).orElse(0))
                    .sum();
        }

        double perRow() {
            return row - code;
        }

        long saved() {
            return Math.round(Math.max(0, perRow()) * rows) + Math.max(0, indexes - indexesOfCodes);
        }
    }

    private Finding finding(Scene scene, Relation table, List<ClosedSet> sets, Sizes sizes) {
        var columns = sets.stream().map(s -> s.column().name()).collect(joining(", "));
        double share = sizes.perRow() / sizes.row();
        return Finding.of(
                        slug(),
                        share >= scene.of(SHARE) ? Severity.NOTICE : Severity.INFO,
                        table.name().toString(),
                        "%s of %s %s one of few values as text, %.1f bytes a row more than as smallint"
                                .formatted(columns, table.name(), sets.size() == 1 ? "holds" : "hold", sizes.perRow()),
                        "Every row spells the value out. As smallint the table would be %s smaller%s, and so would what is read, cached, logged and sent."
                                .formatted(
                                        Figures.percent(share),
                                        sizes.indexes > sizes.indexesOfCodes
                                                ? " and its indexes %s"
                                                        .formatted(Figures.bytes(
                                                                (double) sizes.indexes - sizes.indexesOfCodes))
                                                : ""),
                        evidence(sets, sizes))
                .costing(Cost.ofBytes(sizes.saved()))
                .deciding(decision(table, sets, sizes));
    }

    private static List<Evidence> evidence(List<ClosedSet> sets, Sizes sizes) {
        var evidence = new ArrayList<Evidence>();
        for (var set : sets) {
            var check = set.check();
            evidence.add(Evidence.catalog("%s: %d values%s, %s"
                    .formatted(
                            set.column().name(),
                            set.values().size(),
                            check == null ? " in all rows that ANALYZE read" : " by " + check.name(),
                            String.join(", ", set.values()))));
        }
        evidence.add(new Evidence(
                Evidence.Label.ESTIMATED,
                "a row takes %.1f bytes, header and alignment included; with smallint %.1f, with an enum %.1f; %,.0f rows"
                        .formatted(sizes.row, sizes.code, sizes.label, sizes.rows),
                Map.of(
                        "bytes_per_row", sizes.row,
                        "bytes_per_row_smallint", sizes.code,
                        "bytes_per_row_enum", sizes.label,
                        "index_bytes", (double) sizes.indexes,
                        "index_bytes_smallint", (double) sizes.indexesOfCodes,
                        "rows", sizes.rows)));
        return List.copyOf(evidence);
    }

    private static Decision decision(Relation table, List<ClosedSet> sets, Sizes sizes) {
        var sql = new EnumSql(table, sets);
        var codes = new ArrayList<String>();
        codes.add("%.1f bytes a row less, %s in all.".formatted(sizes.perRow(), Figures.bytes((double) sizes.saved())));
        codes.add(
                "The application has to translate: it writes and compares codes; a small table of code and name serves reports.");
        codes.add("A new value is a change of the CHECK, checked online; a value can also be retired.");
        codes.add(
                "The statement rewrites the table under an exclusive lock. On a server in use the command gives codes to the rows while the application runs, in columns beside the texts; howdah finish drops the texts when no program needs them.");
        sql.byHand()
                .forEach(i -> codes.add("The index " + i.name()
                        + " says more of it than could be rewritten here: make it anew by hand."));
        var enums = List.of(
                "%.1f bytes a row less: an enum takes 4 bytes and is aligned to 4.".formatted(sizes.row - sizes.label),
                "Names in statements stay as they are. A parameter that the driver sends as varchar, as JDBC does for strings, needs a cast, or the connection stringtype=unspecified.",
                "A value can be added but never removed, and the order of the values is that of their making.",
                "The same rewrite under an exclusive lock.");
        return new Decision(List.of(
                new Choice("smallint with a CHECK", codes, sql.toCodes()).by(EncodeCommand.of(table, sets)),
                new Choice("a native enum", enums, sql.toEnums()),
                new Choice(
                        "leave it as text",
                        List.of("Nothing to change; %s stay spent, growing with the rows."
                                .formatted(Figures.bytes((double) sizes.saved()))),
                        List.of())));
    }
}
