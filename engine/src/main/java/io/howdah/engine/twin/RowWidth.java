package io.howdah.engine.twin;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.IndexDefinition;
import java.util.List;

/** Bytes that a row takes on average, with its line pointer, in a table and in a B-tree (htup_details.h, itup.h). */
final class RowWidth {

    private static final int HEADER = 23;
    private static final int LINE_POINTER = 4;
    private static final int UNKNOWN = 32;

    private RowWidth() {}

    static double of(List<Column> columns) {
        boolean nulls = columns.stream().anyMatch(c -> !c.notNull());
        double header = aligned(HEADER + (nulls ? (columns.size() + 7) / 8.0 : 0), 8);
        return aligned(header + data(columns), 8) + LINE_POINTER;
    }

    /**
     * The same for an entry of an index. Where keys repeat, the B-tree holds each once with a list of its rows, 6 bytes each.
     */
    static double ofIndex(IndexDefinition index, List<Column> columns, double rows) {
        var keys = index.keys().stream()
                .flatMap(k -> columns.stream().filter(c -> c.name().equals(k.column())))
                .toList();
        var included =
                columns.stream().filter(c -> index.include().contains(c.name())).toList();
        double entry = aligned(8 + data(keys) + data(included), 8) + LINE_POINTER;
        double repeated = included.isEmpty() && !index.unique() ? repeated(keys, rows) : 1;
        return repeated > 2 ? 6 + entry / repeated : entry;
    }

    /** Rows for each different key; columns are taken to be independent. */
    private static double repeated(List<Column> keys, double rows) {
        double distinct = 1;
        for (var key : keys) {
            var statistics = key.statistics();
            distinct *= statistics == null ? rows : statistics.distinctAmong(rows);
        }
        return rows <= 0 ? 1 : Math.max(1, rows / Math.max(1, distinct));
    }

    private static double data(List<Column> columns) {
        double bytes = 0;
        for (var column : columns) {
            bytes = aligned(bytes, alignment(column)) + width(column);
        }
        return bytes;
    }

    private static double width(Column column) {
        ColumnStatistics statistics = column.statistics();
        if (statistics == null) {
            return column.length() > 0 ? column.length() : UNKNOWN;
        }
        return (column.length() > 0 ? column.length() : statistics.averageWidth()) * (1 - statistics.nullFraction());
    }

    /** Short values of varying length are not aligned. */
    private static int alignment(Column column) {
        var statistics = column.statistics();
        if (column.length() < 0 && (statistics == null || statistics.averageWidth() < 127)) {
            return 1;
        }
        return switch (column.alignment()) {
            case "d" -> 8;
            case "i" -> 4;
            case "s" -> 2;
            default -> 1;
        };
    }

    private static double aligned(double bytes, int to) {
        return Math.ceil(bytes / to) * to;
    }
}
