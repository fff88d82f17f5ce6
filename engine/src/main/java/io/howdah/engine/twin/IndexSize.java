package io.howdah.engine.twin;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How big an index would be right after it was built. Each access method has its own model. */
final class IndexSize {

    private static final int BTREE_FILL_FACTOR = 90;
    private static final int BRIN_RANGE = 128;
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}_$]+");
    private static final Set<String> TEXT =
            Set.of("pg_catalog.text", "pg_catalog.varchar", "pg_catalog.bpchar", "public.citext");

    private final Relation table;
    private final IndexDefinition definition;
    private final Entries entries;
    private final List<IndexAttribute> attributes;
    private final List<KeyColumn> columns;

    IndexSize(Relation table, IndexDefinition definition, Entries entries, List<IndexAttribute> attributes) {
        this.table = table;
        this.definition = definition;
        this.entries = entries;
        this.attributes = attributes;
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

    /**
     * Pages of an index of another method.
     *
     * @param memoryBytes what a build of GIN may use before it writes; 0 where it sorts first
     */
    long other(long tablePages, double memoryBytes) {
        double pages = switch (definition.method()) {
            case "hash" -> hash(columns.get(0));
            case "brin" -> BrinSize.pages(tablePages, range(), columns, operatorClasses());
            case "gin" -> gin(tablePages, memoryBytes);
            default -> tree();
        };
        return Math.max(1, Math.round(pages));
    }

    private double hash(KeyColumn key) {
        var common =
                key.commonFrequencies().stream().map(f -> f * entries.rows()).toList();
        return HashSize.pages(entries.rows() * (1 - key.nullFraction()), key.distinct(), common);
    }

    private int range() {
        return Integer.parseInt(definition.options().getOrDefault("pages_per_range", String.valueOf(BRIN_RANGE)));
    }

    private List<String> operatorClasses() {
        return definition.keys().stream().map(IndexSize::operatorClass).toList();
    }

    private static String operatorClass(IndexKey key) {
        var name = key.operatorClass();
        return name == null ? "" : name.substring(name.lastIndexOf('.') + 1);
    }

    private double gin(long tablePages, double memoryBytes) {
        var keys = new ArrayList<GinKeys>();
        for (int i = 0; i < columns.size(); i++) {
            keys.add(ginKeys(i));
        }
        return new GinSize(entries.tableRows(), tablePages, keys, memoryBytes).pages(keys);
    }

    /** What the operator class takes out of the values, as far as there are statistics of them. */
    private GinKeys ginKeys(int position) {
        var gin = new GinStatistics(entries.rows());
        var key = definition.keys().get(position);
        var base = base(key);
        var statistics = base == null ? null : base.statistics();
        var rough = gin.rough(
                columns.get(position).averageWidth(), attributes.get(position).length());
        if (base == null || statistics == null) {
            return rough;
        }
        if (statistics.mostCommonElements() != null && key.column() != null) {
            return gin.elements(statistics, attributes.get(position).length());
        }
        var extract = extract(key, base);
        if (extract != null) {
            var sampled = gin.sampled(statistics, extract);
            return sampled.rough() ? rough : sampled;
        }
        return base.type().endsWith("[]") || key.column() == null ? rough : gin.scalar(columns.get(position));
    }

    private static @Nullable GinExtract extract(IndexKey key, Column base) {
        if (operatorClass(key).equals("gin_trgm_ops")) {
            return GinExtract.TRIGRAMS;
        }
        if (base.typeName().equals("pg_catalog.jsonb")) {
            return operatorClass(key).equals("jsonb_path_ops") ? GinExtract.JSON_PATHS : GinExtract.JSON_KEYS;
        }
        return key.expression().contains("to_tsvector") ? GinExtract.WORDS_OF_TEXT : null;
    }

    /** The key's column, or the only one in its expression. */
    private @Nullable Column base(IndexKey key) {
        if (key.column() != null) {
            return table.column(key.column()).orElse(null);
        }
        var words = new HashSet<>(Arrays.asList(WORDS.split(key.expression())));
        var found =
                table.columns().stream().filter(c -> words.contains(c.name())).toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    private double tree() {
        var key = definition.keys().get(0);
        var base = base(key);
        var type = base == null ? "" : base.typeName().substring(base.typeName().indexOf('.') + 1);
        double width = columns.stream().mapToDouble(IndexSize::keyWidth).sum();
        return columns.size() > 1
                ? TreeSize.severalKeys(definition.method(), entries.rows(), width)
                : TreeSize.pages(definition.method(), type, operatorClass(key), entries.rows(), width);
    }

    private static double keyWidth(KeyColumn column) {
        return column.length() > 0 ? column.length() : column.averageWidth();
    }
}
