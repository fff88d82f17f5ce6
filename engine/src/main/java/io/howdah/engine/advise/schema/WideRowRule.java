package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementText;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Token;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Sees large tables of which each page holds a handful of rows, for long values that are just short enough to stay in their row, and
 * statements that read many of these pages and ask for none of the values.
 *
 * <p>A row is only cut below 2 kB (TOAST_TUPLE_THRESHOLD, heaptoast.h), whatever toast_tuple_target says.
 */
public final class WideRowRule implements Rule {

    /** What a scan of few pages reads nobody notices. */
    private static final double BLOCKS_PER_CALL = 100;

    /** A page without its header. */
    private static final double PAGE = 8168;

    /** A value that is worth another table. */
    private static final int LONG = 200;

    private static final Threshold WIDTH = new Threshold(
            "wide-row.width",
            1000,
            "bytes",
            "half of what stays in a row at most, 2,032 bytes (heaptoast.h): 8 rows a page");
    private static final Threshold BYTES =
            new Threshold("wide-row.bytes", 100_000_000, "bytes", "ours: less stays in memory");
    private static final Threshold SHARE =
            new Threshold("wide-row.share", 0.05, "share of the time", "ours: the application changes for it");

    @Override
    public String slug() {
        return "wide-row";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WIDTH, BYTES, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var large = OwnTables.of(scene.catalog()).stream()
                .filter(t -> t.heapBytes() >= scene.of(BYTES)
                        && t.estimatedRows() > 0
                        && RowSample.of(t).bytes() >= scene.of(WIDTH))
                .toList();
        if (large.isEmpty()) {
            return List.of();
        }
        var statements = TableStatements.of(scene);
        return large.stream()
                .flatMap(t -> {
                    var wide = wide(t);
                    var without = statements.on(t).stream()
                            .filter(r -> isWithout(r, wide))
                            .toList();
                    double share = statements.share(without);
                    return wide.isEmpty() || without.isEmpty() || share < scene.of(SHARE)
                            ? List.<Finding>of().stream()
                            : List.of(finding(t, wide, without, share)).stream();
                })
                .toList();
    }

    /** The long columns, where they are half of the row. */
    private static List<Column> wide(Relation table) {
        var columns = table.columns().stream()
                .filter(c -> c.length() < 0 && bytes(c) >= LONG)
                .toList();
        double together = columns.stream().mapToDouble(WideRowRule::bytes).sum();
        return together >= RowSample.of(table).bytes() / 2 ? columns : List.of();
    }

    private static double bytes(Column column) {
        var statistics = column.statistics();
        return statistics == null ? 0 : statistics.averageWidth() * (1 - statistics.nullFraction());
    }

    /** Whether it reads many pages and asks for none of the columns. */
    private static boolean isWithout(TableStatements.Read read, List<Column> wide) {
        var counters = read.statement().counters();
        boolean many = counters == null
                || counters.sharedBlocksHit() + counters.sharedBlocksRead()
                        >= BLOCKS_PER_CALL * read.statement().calls();
        return many
                && read.mentions().does("select")
                && !asksForAll(read.mentions().tokens())
                && wide.stream().noneMatch(c -> names(read.mentions().tokens(), c));
    }

    private static boolean names(List<Token> tokens, Column column) {
        return tokens.stream().anyMatch(t -> t.isName() && t.name().equals(column.name()));
    }

    private static boolean asksForAll(List<Token> tokens) {
        return IntStream.range(1, tokens.size())
                .anyMatch(i -> tokens.get(i).isSymbol("*")
                        && (tokens.get(i - 1).is("select")
                                || tokens.get(i - 1).is("distinct")
                                || tokens.get(i - 1).isSymbol(".")
                                || tokens.get(i - 1).isSymbol(",")));
    }

    private Finding finding(Relation table, List<Column> wide, List<TableStatements.Read> without, double share) {
        double row = RowSample.of(table).bytes();
        double apart = wide.stream().mapToDouble(WideRowRule::bytes).sum();
        var names = wide.stream().map(c -> Name.quoted(c.name())).collect(joining(", "));
        return Finding.of(
                        slug(),
                        Severity.INFO,
                        table.name().toString(),
                        "a page of %s holds %.0f rows, for %s"
                                .formatted(table.name(), Math.max(1, Math.floor(PAGE / row)), names),
                        "Values of this length stay in their row: only rows above 2 kB are cut. Statements that read many rows and ask for none of these values read them all the same, and they fill the memory that keeps pages.",
                        List.of(
                                new Evidence(
                                        Evidence.Label.ESTIMATED,
                                        "a row takes %.0f bytes, %.0f of them for %s".formatted(row, apart, names),
                                        Map.of("bytes_per_row", row, "bytes_apart", apart)),
                                new Evidence(
                                        Evidence.Label.CATALOG,
                                        "%d statements without them take %s of the time, such as %s"
                                                .formatted(
                                                        without.size(),
                                                        Figures.percent(share),
                                                        StatementText.brief(without.getFirst()
                                                                .statement())),
                                        Map.of("time_share", share))))
                .costing(new Cost(share, (long) (apart * table.estimatedRows())))
                .deciding(
                        Decision.whether(
                                        "a table beside it for them, with the same key",
                                        List.of(
                                                "What scans the rest reads %.0f times fewer pages; who wants both joins by the key. A view under the old name reads as before."
                                                        .formatted(row / Math.max(1, row - apart)),
                                                "Two rows to insert and delete in the place of one."))
                                .or(
                                        "an index that carries what these statements read",
                                        List.of(
                                                "They then read the index alone, where VACUUM keeps up (index-only scans); advise prices such an index where it may pay.")));
    }
}
