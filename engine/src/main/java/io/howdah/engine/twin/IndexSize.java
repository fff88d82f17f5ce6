package io.howdah.engine.twin;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.GinCounters;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.KeySpectrum;
import io.howdah.engine.catalog.KeysWanted;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How big an index would be right after it was built. Each access method has its own model. */
final class IndexSize {

    private static final int BTREE_FILL_FACTOR = 90;
    private static final int BRIN_RANGE = 128;

    /** Less of a difference in size is not worth a look at the rows. */
    private static final double MATTERS = 1.02;

    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}_$]+");
    private static final Set<String> TEXT =
            Set.of("pg_catalog.text", "pg_catalog.varchar", "pg_catalog.bpchar", "public.citext");

    private final Relation table;
    private final IndexDefinition definition;
    private final Entries entries;
    private final List<IndexAttribute> attributes;
    private final List<KeyColumn> columns;
    private final Understood understood;
    private final DistinctKeys distinct;

    /** @param understood what the server made of the definition */
    IndexSize(
            Relation table,
            IndexDefinition definition,
            Entries entries,
            List<IndexAttribute> attributes,
            Understood understood) {
        this.table = table;
        this.definition = definition;
        this.entries = entries;
        this.attributes = attributes;
        this.understood = understood;
        this.columns = columns(attributes);
        this.distinct = new DistinctKeys(
                columns.subList(0, keyCount()),
                understood.combination(table.name(), keyCount()),
                entries.tableRows(),
                entries.tableRows() - nullRows(),
                entries.rows(),
                understood.known());
    }

    /** Rows that cannot be indexed since a key has no value there. */
    private double nullRows() {
        return entries.tableRows()
                * IntStream.range(0, keyCount())
                        .filter(this::isNotNull)
                        .mapToObj(this::statistics)
                        .filter(Objects::nonNull)
                        .mapToDouble(ColumnStatistics::nullFraction)
                        .max()
                        .orElse(0);
    }

    private boolean isNotNull(int position) {
        return definition.predicate() != null
                && position < keyCount()
                && NotNull.in(definition.predicate(), key(position));
    }

    private List<KeyColumn> columns(List<IndexAttribute> attributes) {
        var found = new ArrayList<KeyColumn>();
        for (int i = 0; i < attributes.size(); i++) {
            var expression = entries.expressions().get(i);
            var assumed = new KeyColumn.Assumed(
                    entries.tableRows(),
                    entries.rows(),
                    !isNotNull(i),
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
        return key.column() == null ? ofExpression(position, key.expression()) : statistics(key.column());
    }

    private @Nullable ColumnStatistics ofExpression(int position, String sql) {
        var expected = entries.expressions().get(position);
        var statistics = expected == null ? null : expected.statistics();
        return statistics == null ? ofExpression(sql) : statistics;
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

    /**
     * What to ask of the rows, as far as it matters.
     *
     * @param equalImage whether the server says that equal keys look the same, so that they may be deduplicated
     */
    List<KeysWanted> wanted(boolean equalImage) {
        return switch (definition.method()) {
            case "gin" -> new GinColumns(this, entries).wanted();
            case "btree" ->
                matters(equalImage) ? distinct.expressions().stream().toList() : List.of();
            default -> List.of();
        };
    }

    /** Whether the least and the most different keys that there may be make pages of a different number. */
    private boolean matters(boolean equalImage) {
        boolean known = keyCount() == 1 && entries.expressions().containsKey(0);
        return deduplicated(equalImage)
                && !known
                && btree(true, distinct.most()).pages()
                        > MATTERS * btree(true, distinct.least()).pages();
    }

    BtreeSize.Estimate btree(boolean equalImage, Map<KeysWanted, KeySpectrum> counted) {
        return btree(deduplicated(equalImage), distinct.estimated(counted));
    }

    private BtreeSize.Estimate btree(boolean deduplicated, double distinctKeys) {
        int fillFactor =
                Integer.parseInt(definition.options().getOrDefault("fillfactor", String.valueOf(BTREE_FILL_FACTOR)));
        return new BtreeSize(columns, keyCount(), entries.rows(), fillFactor).estimate(deduplicated, distinctKeys);
    }

    private boolean deduplicated(boolean equalImage) {
        return equalImage
                && !definition.unique()
                && !"off".equalsIgnoreCase(definition.options().getOrDefault("deduplicate_items", "on"));
    }

    /**
     * What a GIN index would count of itself.
     *
     * @param memoryBytes what a build may use before it writes; 0 where it sorts first
     */
    GinCounters gin(long tablePages, double memoryBytes, Map<KeysWanted, KeySpectrum> counted) {
        var keys = new GinColumns(this, entries).keys(counted);
        return new GinSize(entries.tableRows(), tablePages, keys, memoryBytes).counters(keys);
    }

    /** Pages of an index of another method. */
    long other(long tablePages) {
        double pages = switch (definition.method()) {
            case "hash" -> hash(columns.get(0));
            case "brin" -> BrinSize.pages(tablePages, range(), columns, operatorClasses());
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
        return IntStream.range(0, keyCount()).mapToObj(this::operatorClass).toList();
    }

    int keyCount() {
        return definition.keys().size();
    }

    Relation table() {
        return table;
    }

    IndexKey key(int position) {
        return definition.keys().get(position);
    }

    KeyColumn column(int position) {
        return columns.get(position);
    }

    IndexAttribute attribute(int position) {
        return attributes.get(position);
    }

    /** The key as SQL with every name qualified; empty where it may not be computed elsewhere. */
    Optional<String> sql(int position) {
        return understood.sql(position);
    }

    /** Bare. */
    String operatorClass(int position) {
        return understood.operatorClass(position);
    }

    String operatorSchema(int position) {
        return understood.operatorSchema(position);
    }

    /** The key's column, or the only one in its expression. */
    @Nullable
    Column base(IndexKey key) {
        if (key.column() != null) {
            return table.column(key.column()).orElse(null);
        }
        var words = new HashSet<>(Arrays.asList(WORDS.split(key.expression())));
        var found =
                table.columns().stream().filter(c -> words.contains(c.name())).toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    private double tree() {
        var keys = IntStream.range(0, keyCount()).mapToObj(this::treeKey).toList();
        return new TreeSize(understood.major(), entries.rows()).pages(definition.method(), keys);
    }

    private TreeSize.Key treeKey(int position) {
        var base = base(key(position));
        var type = base == null ? "" : base.typeName().substring(base.typeName().indexOf('.') + 1);
        var column = columns.get(position);
        return new TreeSize.Key(
                type,
                operatorClass(position),
                column.length() > 0 ? column.length() : column.averageWidth() + header(position),
                column.distinct(),
                column.nullFraction());
    }

    /** A key of varying length in btree_gist has a header of its own. */
    private int header(int position) {
        return attributes.get(position).type().equals("gbtreekey_var") ? 4 : 0;
    }
}
