package io.howdah.engine.twin;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How big an index would be right after it was built. B-trees are modelled closely, the other methods roughly. */
final class IndexSize {

    private static final int BTREE_FILL_FACTOR = 90;
    private static final double PAGE_ROOM = 8192 - 24 - 16;
    private static final int BRIN_RANGE = 128;
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}_$]+");
    private static final Set<String> TEXT =
            Set.of("pg_catalog.text", "pg_catalog.varchar", "pg_catalog.bpchar", "public.citext");

    private final Relation table;
    private final IndexDefinition definition;
    private final Entries entries;
    private final List<KeyColumn> columns;

    IndexSize(Relation table, IndexDefinition definition, Entries entries, List<IndexAttribute> attributes) {
        this.table = table;
        this.definition = definition;
        this.entries = entries;
        this.columns = columns(attributes);
    }

    private List<KeyColumn> columns(List<IndexAttribute> attributes) {
        var found = new ArrayList<KeyColumn>();
        for (int i = 0; i < attributes.size(); i++) {
            var expression = entries.expressions().get(i);
            var assumed = new KeyColumn.Assumed(
                    entries.tableRows(),
                    entries.rows(),
                    expression == null ? 8 : expression.width(),
                    expression == null ? entries.rows() : expression.distinct());
            found.add(KeyColumn.of(attributes.get(i), statistics(i), assumed));
        }
        return found;
    }

    private @Nullable ColumnStatistics statistics(int position) {
        int keys = definition.keys().size();
        if (position >= keys) {
            return statistics(definition.include().get(position - keys));
        }
        var key = definition.keys().get(position);
        return key.column() == null ? ofExpression(key.expression()) : statistics(key.column());
    }

    private @Nullable ColumnStatistics statistics(String column) {
        return table.column(column).map(Column::statistics).orElse(null);
    }

    /** An expression of one text column, such as {@code lower(email)}, is taken to be as wide and as distinct as the column. */
    private @Nullable ColumnStatistics ofExpression(String expression) {
        var words = new HashSet<>(Arrays.asList(WORDS.split(expression)));
        var columns =
                table.columns().stream().filter(c -> words.contains(c.name())).toList();
        return columns.size() == 1 && TEXT.contains(columns.get(0).typeName()) && !expression.contains("::")
                ? columns.get(0).statistics()
                : null;
    }

    /** @param equalImage whether the server says that equal keys look the same, so that they may be deduplicated */
    BtreeSize.Estimate btree(boolean equalImage) {
        var deduplicate = equalImage
                && !definition.unique()
                && !"off".equalsIgnoreCase(definition.options().getOrDefault("deduplicate_items", "on"));
        int fillFactor =
                Integer.parseInt(definition.options().getOrDefault("fillfactor", String.valueOf(BTREE_FILL_FACTOR)));
        return new BtreeSize(columns, definition.keys().size(), entries.rows(), fillFactor).estimate(deduplicate);
    }

    /** Pages of an index of another method. */
    long other(long tablePages) {
        double pages = switch (definition.method()) {
            case "hash" -> hash();
            case "brin" -> brin(tablePages);
            case "gin" -> gin();
            default -> tree();
        };
        return Math.max(1, Math.round(pages));
    }

    /** Buckets for 75 % of a page each (HASH_DEFAULT_FILLFACTOR), in quarters of a power of two (hashpage.c). */
    private double hash() {
        double buckets = Math.max(2, Math.ceil(entries.rows() / (8192 * 0.75 / 20)));
        double power = Math.pow(2, Math.ceil(Math.log(buckets) / Math.log(2)));
        double quarter = power / 8;
        return 3 + power / 2 + Math.ceil((buckets - power / 2) / quarter) * quarter;
    }

    /** A summary of the smallest and the largest value for each range of pages, and the map to the summaries. */
    private double brin(long tablePages) {
        int range = Integer.parseInt(definition.options().getOrDefault("pages_per_range", String.valueOf(BRIN_RANGE)));
        double ranges = Math.ceil((double) tablePages / range);
        double width = columns.stream().mapToDouble(c -> 2 * c.averageWidth()).sum() + 16 + 4;
        return 1 + Math.ceil(ranges / 1360) + Math.ceil(ranges * width / PAGE_ROOM);
    }

    /**
     * A posting list entry of about 2.5 bytes for each element of each row, and a key of the width of an element for each
     * distinct element. Elements of a row: as the statistics count them, else one for each byte of text (trigrams), else
     * one for each 16 bytes.
     */
    private double gin() {
        double bytes = 0;
        for (int i = 0; i < columns.size(); i++) {
            bytes += entries.rows() * elements(columns.get(i), statistics(i)) * 2.5;
        }
        return 2 + Math.ceil(bytes * 1.1 / PAGE_ROOM);
    }

    private static double elements(KeyColumn column, @Nullable ColumnStatistics statistics) {
        var histogram = statistics == null ? null : statistics.elementCountHistogram();
        if (histogram != null) {
            var counts = ArrayText.elements(histogram);
            return counts.isEmpty() ? 1 : Double.parseDouble(counts.get(counts.size() - 1));
        }
        return column.widths().isEmpty() ? Math.max(1, column.averageWidth() / 16) : column.averageWidth();
    }

    /** A tuple for each row, on pages filled to 90 %. */
    private double tree() {
        double width = 8 + columns.stream().mapToDouble(IndexSize::keyWidth).sum();
        return 1 + Math.ceil(entries.rows() * (Math.ceil(width / 8) * 8 + 4) / (PAGE_ROOM * 0.9));
    }

    private static double keyWidth(KeyColumn column) {
        return column.length() > 0 ? column.length() : column.averageWidth();
    }
}
