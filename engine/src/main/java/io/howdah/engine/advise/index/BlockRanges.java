package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * BRIN indexes for one statement on one table: for columns that the table's rows follow in their order, of tables so large that
 * leaving out ranges of pages is worth a look at the summaries.
 *
 * <p>The planner knows a column's correlation and not its operator class ({@code brincostestimate} in selfuncs.c), so the class
 * is chosen here: one interval a range while the order is all but perfect, several ({@code minmax_multi_ops}) where some rows
 * stand out of it, each of which would else widen its range's interval; and a Bloom filter for a value that fills no order at
 * all but is looked for by equality.
 */
final class BlockRanges {

    /** 32 MB: 128 ranges of 32 pages. Below that a scan of the whole table is cheap. */
    static final int LEAST_PAGES = 4096;

    /** In a table ordered less than this, the intervals of most ranges overlap a value. */
    static final double LEAST_CORRELATION = 0.9;

    /** From here on rows out of order are too few to matter. */
    static final double PERFECT = 0.999;

    /** Fewer pages in a range than the default of 128: finer, and four times as many summaries. */
    private static final String FINE = "32";

    /** A Bloom filter is made for a tenth of the rows that a range can hold at most (brin_bloom.c). */
    private static final double BLOOM_DISTINCT = 0.1 * 291 * 128;

    /** {@code pg_type.typname} with both a minmax_multi and a bloom operator class (manual, table 65.5). */
    private static final Set<String> NUMBERS = Set.of(
            "int2",
            "int4",
            "int8",
            "float4",
            "float8",
            "numeric",
            "date",
            "time",
            "timestamp",
            "timestamptz",
            "interval",
            "uuid");

    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar");

    private final Relation table;
    private final Set<IndexDefinition> made = new LinkedHashSet<>();

    private BlockRanges(Relation table) {
        this.table = table;
    }

    static Set<IndexDefinition> make(Relation table, TableNeed need) {
        var ranges = new BlockRanges(table);
        if (Math.max(table.pages(), table.heapBytes() / 8192) >= LEAST_PAGES && !ranges.isClustered()) {
            Stream.concat(need.ranged.stream(), need.equal.stream()).forEach(ranges::ordered);
            need.equal.forEach(ranges::bloom);
        }
        return ranges.made;
    }

    /** A later CLUSTER by an index on another column would undo the order. */
    private boolean isClustered() {
        return table.indexes().stream().anyMatch(Index::clustered);
    }

    private void ordered(IndexKey key) {
        var column = key.column() == null || key.operatorClass() != null
                ? null
                : table.column(key.column()).orElse(null);
        var statistics = column == null ? null : column.statistics();
        if (column == null || statistics == null || correlation(statistics) < LEAST_CORRELATION) {
            return;
        }
        boolean perfect = correlation(statistics) >= PERFECT;
        var type = name(column);
        if (perfect || !NUMBERS.contains(type)) {
            add(key, null, Map.of());
            add(key, null, Map.of("pages_per_range", FINE));
            return;
        }
        add(key, type + "_minmax_multi_ops", Map.of());
        add(key, type + "_minmax_multi_ops", Map.of("pages_per_range", FINE));
    }

    private void bloom(IndexKey key) {
        var column = key.column() == null ? null : table.column(key.column()).orElse(null);
        var statistics = column == null ? null : column.statistics();
        if (column == null || statistics == null || correlation(statistics) >= LEAST_CORRELATION) {
            return;
        }
        double distinct = statistics.distinctAmong(table.estimatedRows());
        double rowsInRange = table.estimatedRows() / Math.max(1, table.pages()) * 128;
        var type = name(column);
        boolean has = NUMBERS.contains(type) || TEXTS.contains(type);
        if (has && distinct > 10 * rowsInRange && rowsInRange <= BLOOM_DISTINCT) {
            add(key, (type.equals("varchar") ? "text" : type) + "_bloom_ops", Map.of());
        }
    }

    private static double correlation(ColumnStatistics statistics) {
        var correlation = statistics.correlation();
        return correlation == null ? 0 : Math.abs(correlation);
    }

    private static String name(Column column) {
        var name = column.typeName();
        return name.startsWith("pg_catalog.") ? name.substring("pg_catalog.".length()) : "";
    }

    private void add(IndexKey key, @Nullable String operatorClass, Map<String, String> ranges) {
        var options = new TreeMap<>(ranges);
        options.put("autosummarize", "on");
        made.add(definition(
                table.name(),
                new IndexKey(key.column(), key.expression(), operatorClass, key.collation(), false, false),
                options));
    }

    private static IndexDefinition definition(QualifiedName table, IndexKey key, Map<String, String> options) {
        return new IndexDefinition(table, "brin", false, false, List.of(key), List.of(), null, Map.copyOf(options));
    }
}
