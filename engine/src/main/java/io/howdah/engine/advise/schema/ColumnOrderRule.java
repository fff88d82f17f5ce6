package io.howdah.engine.advise.schema;

import static java.util.Comparator.comparingInt;

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
import io.howdah.engine.catalog.Relation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sees rows whose columns stand in an order that leaves gaps for alignment, and says what another order would take. */
public final class ColumnOrderRule implements Rule {

    private static final Threshold SAVING =
            new Threshold("column-order.bytes", 100_000_000, "bytes", "ours: less is not worth a new table");
    private static final Threshold SHARE =
            new Threshold("column-order.share", 0.05, "share", "ours: a twentieth of the table");

    /** Widest alignment first, then what is always there, then what varies in length. */
    private static final Comparator<Column> PACKED = comparingInt(ColumnOrderRule::group)
            .thenComparing(Column::notNull, Comparator.reverseOrder())
            .thenComparingInt(Column::number);

    @Override
    public String slug() {
        return "column-order";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SAVING, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return OwnTables.of(scene.catalog()).stream()
                .filter(t -> t.heapBytes() >= scene.of(SAVING) && t.columns().size() > 2)
                .flatMap(t -> finding(scene, t).stream())
                .toList();
    }

    private Optional<Finding> finding(Scene scene, Relation table) {
        var order = table.columns().stream()
                .filter(c -> !"v".equals(c.generated()))
                .sorted(PACKED)
                .map(Column::name)
                .toList();
        var sample = RowSample.of(table);
        double now = sample.bytes();
        double then = sample.ordered(order).bytes();
        double saved = (now - then) * table.estimatedRows();
        return saved >= scene.of(SAVING) && now - then >= scene.of(SHARE) * now
                ? Optional.of(finding(table, order, now, then, saved))
                : Optional.empty();
    }

    private static int group(Column column) {
        return column.length() < 0
                ? 4
                : switch (column.alignment()) {
                    case "d" -> 0;
                    case "i" -> 1;
                    case "s" -> 2;
                    default -> 3;
                };
    }

    private Finding finding(Relation table, List<String> order, double now, double then, double saved) {
        return Finding.of(
                        slug(),
                        Severity.INFO,
                        table.name().toString(),
                        "the order of the columns of %s wastes %.1f bytes a row".formatted(table.name(), now - then),
                        "Wide columns begin at multiples of their width, and a narrow one before them leaves a gap. With the widest first the table would be %s smaller."
                                .formatted(Figures.percent((now - then) / now)),
                        List.of(
                                new Evidence(
                                        Evidence.Label.ESTIMATED,
                                        "a row takes %.1f bytes, header and alignment included, and would take %.1f"
                                                .formatted(now, then),
                                        Map.of("bytes_per_row", now, "bytes_per_row_packed", then)),
                                Evidence.catalog("without gaps: " + String.join(", ", order))))
                .costing(Cost.ofBytes(Math.round(saved)))
                .deciding(new Decision(List.of(
                        new Choice(
                                "leave it until the table is rewritten anyway",
                                List.of(
                                        "Free when the table is partitioned, or a column changes its type: give the new table this order.",
                                        "Until then %s stay spent.".formatted(Figures.bytes(saved))),
                                List.of()),
                        new Choice(
                                "a new table in this order",
                                List.of(
                                        "All rows are written once more, with their indexes; writes have to be carried over meanwhile.",
                                        "SELECT * and INSERT without a list of columns see another order."),
                                List.of()))));
    }
}
