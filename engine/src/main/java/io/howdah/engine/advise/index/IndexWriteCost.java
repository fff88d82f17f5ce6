package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Relation;
import java.util.Objects;
import java.util.Set;

/**
 * What one new entry of an index costs, by its kind.
 *
 * <p>The constants are fitted to what {@code io.howdah.benchmarks.IndexWriteBenchmark} measured on PostgreSQL 18.6 (a table of
 * 200,000 rows, 20,000 written; its figures stand in docs/performance.md). WAL without full-page images: 64 bytes for an integer
 * and 66 for a time in a B-tree, 105 for a uuid and 252 for 40 characters at random, with page splits; 72 in a hash index whatever the
 * type; in GIN 279 to 376 for 4 to 8 elements and 1,252 for 38 trigrams, 2,414 and more without fastupdate; 177 to 366 in GiST;
 * 111 to 149 in SP-GiST; 3 in BRIN. Pages touched: each level of a B-tree or a GiST index (3), or the last leaf alone where keys
 * ascend (1.02); 2 in a hash index and in GIN, whose pending list takes the entry; without fastupdate 3.1 to 3.8 for each element;
 * 5 to 5.7 in SP-GiST; 1 in BRIN, and 0.04 while a range is not yet summarized.
 *
 * @param walBytes bytes of WAL, full-page images left out
 * @param times work, as a multiple of a B-tree's
 */
record IndexWriteCost(double walBytes, double times) {

    private static final double PAGE = 8192;

    private static final double BTREE_RECORD = 48;

    /** Inner pages have a few hundred children. */
    private static final double FAN_OUT = 250;

    /** A split writes half a page for each two thirds of a page of entries, where these come at random. */
    private static final double SPLITS = 0.7;

    private static final Set<String> GEOMETRY = Set.of("pg_catalog.point", "pg_catalog.box", "pg_catalog.circle");

    /** @param order share of the entries that come in the order of the index, 0 to 1 */
    static IndexWriteCost of(Relation table, IndexDefinition index, double order) {
        return switch (index.method()) {
            case "hash" -> new IndexWriteCost(72, 1);
            case "brin" -> new IndexWriteCost(3, 0.3);
            case "spgist" -> new IndexWriteCost(130, 3);
            case "gist" -> new IndexWriteCost(isGeometry(table, index) ? 180 : 340, 5);
            case "gin" -> gin(table, index);
            default -> btree(table, index, order);
        };
    }

    private static IndexWriteCost btree(Relation table, IndexDefinition index, double order) {
        double entry = 8 + width(table, index);
        return new IndexWriteCost(BTREE_RECORD + entry * (1 + SPLITS * (1 - order)), 1);
    }

    /**
     * Pages that an entry reads or changes in the index, of the heap none.
     *
     * @param sizeBytes of the index
     * @param order as above
     */
    static double pages(Relation table, IndexDefinition index, double sizeBytes, double order) {
        return switch (index.method()) {
            case "hash" -> 2;
            case "brin" -> 1;
            case "spgist" -> 5.3;
            case "gist" -> levels(sizeBytes);
            case "gin" -> isPending(index) ? 2 : 3.4 * elements(table, index);
            default -> order + (1 - order) * levels(sizeBytes);
        };
    }

    private static double levels(double sizeBytes) {
        double pages = Math.max(1, sizeBytes / PAGE);
        return 1 + Math.ceil(Math.log(pages) / Math.log(FAN_OUT));
    }

    /** Keys and carried columns, as wide as the statistics say, eight bytes where they say nothing. */
    private static double width(Relation table, IndexDefinition index) {
        double keys = index.keys().stream()
                .mapToDouble(k -> k.column() == null ? 8 : width(table, k.column()))
                .sum();
        double included =
                index.include().stream().mapToDouble(c -> width(table, c)).sum();
        return 8 * Math.ceil((keys + included) / 8);
    }

    private static double width(Relation table, String column) {
        return table.column(column)
                .map(c -> c.statistics() != null ? c.statistics().averageWidth() : Math.max(8, c.length()))
                .orElse(8);
    }

    private static IndexWriteCost gin(Relation table, IndexDefinition index) {
        double elements = elements(table, index);
        return isPending(index)
                ? new IndexWriteCost(180 + 30 * elements, 1 + 0.5 * elements)
                : new IndexWriteCost(500 * elements, 1 + 2.5 * elements);
    }

    /** Whether entries of a GIN index wait in its list until VACUUM or until that is full. */
    private static boolean isPending(IndexDefinition index) {
        return !"off".equalsIgnoreCase(index.options().getOrDefault("fastupdate", "on"));
    }

    private static double elements(Relation table, IndexDefinition index) {
        return index.keys().stream().mapToDouble(k -> elements(table, k)).sum();
    }

    /** As the statistics count them; else one for each byte of a text (trigrams), and for each 16 bytes of a document. */
    private static double elements(Relation table, IndexKey key) {
        var column = key.column() == null ? null : table.column(key.column()).orElse(null);
        var statistics = column == null ? null : column.statistics();
        if (column == null || statistics == null) {
            return 5;
        }
        var counts = ArrayText.elements(statistics.elementCountHistogram());
        if (!counts.isEmpty()) {
            return Math.max(1, Double.parseDouble(counts.getLast()));
        }
        return isText(column) ? Math.max(1, statistics.averageWidth()) : Math.max(1, statistics.averageWidth() / 16.0);
    }

    private static boolean isText(Column column) {
        return Set.of("pg_catalog.text", "pg_catalog.varchar", "pg_catalog.bpchar")
                .contains(column.typeName());
    }

    private static boolean isGeometry(Relation table, IndexDefinition index) {
        return index.keys().stream()
                .map(IndexKey::column)
                .filter(Objects::nonNull)
                .flatMap(c -> table.column(c).stream())
                .anyMatch(c -> GEOMETRY.contains(c.typeName()));
    }

    /** How much new keys arrive in the order of the index: the correlation of its first column with the table's order. */
    static double order(Relation table, IndexDefinition index) {
        var column = index.keys().getFirst().column();
        return column == null
                ? 0
                : table.column(column)
                        .map(Column::statistics)
                        .map(ColumnStatistics::correlation)
                        .map(Math::abs)
                        .orElse(0.0);
    }
}
