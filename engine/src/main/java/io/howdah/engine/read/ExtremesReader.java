package io.howdah.engine.read;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.postgres.Sessions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the smallest and the largest key of columns that have changed since ANALYZE, and puts them in place of the first and the
 * last bound of the histogram.
 *
 * <p>That is what the server's planner does when a comparison falls into the first or the last part of a histogram and there is a
 * B-tree to look in ({@code get_actual_variable_range} of selfuncs.c); the twin's indexes are empty. One statement for a constant
 * number of columns, each by its index. An index that nobody has scanned is not looked into where that would be counted: it would then
 * look used.
 */
public final class ExtremesReader {

    /** Columns that are looked up at most. */
    public static final int MOST = 200;

    private static final String SECONDS = "5s";

    /** Types whose text needs no quotes in SQL and none but a space's in an array. */
    private static final Set<String> TYPES = Set.of(
            "pg_catalog.int2",
            "pg_catalog.int4",
            "pg_catalog.int8",
            "pg_catalog.numeric",
            "pg_catalog.float4",
            "pg_catalog.float8",
            "pg_catalog.date",
            "pg_catalog.timestamp",
            "pg_catalog.timestamptz");

    private final Map<Key, Extremes> found = new HashMap<>();

    private ExtremesReader() {}

    private record Key(Relation table, Column column) {}

    private record Extremes(
            @Nullable String least, @Nullable String greatest) {}

    /** The catalog with the bounds as they are, and with a word on tables that could not be looked at. */
    public static Catalog read(Sessions sessions, Catalog catalog) {
        var keys = catalog.relations().stream()
                .sorted(Comparator.comparingLong(Relation::heapBytes).reversed())
                .flatMap(r -> r.columns().stream().filter(c -> isStale(r, c)).map(c -> new Key(r, c)))
                .limit(MOST)
                .toList();
        if (keys.isEmpty()) {
            return catalog;
        }
        var reader = new ExtremesReader();
        reader.lookUp(sessions, keys);
        var extended = catalog.withRelations(
                catalog.relations().stream().map(reader::extended).toList());
        var left = keys.stream()
                .filter(k -> !reader.found.containsKey(k))
                .map(k -> k.table().name())
                .collect(Collectors.toSet());
        return left.isEmpty() ? extended : extended.withUnseen(unseen(left));
    }

    private static String unseen(Set<QualifiedName> tables) {
        var named =
                tables.stream().map(QualifiedName::toString).sorted().limit(5).toList();
        return "The smallest and largest keys could not be read of " + String.join(", ", named)
                + (tables.size() > named.size() ? ", …" : "")
                + ", where rows have changed since ANALYZE; statements on the newest rows may be planned otherwise than on the"
                + " server. ANALYZE or SELECT on them would help.";
    }

    private static boolean isStale(Relation table, Column column) {
        var use = table.use();
        var statistics = column.statistics();
        return use != null
                && use.modifiedSinceAnalyze() > 0
                && statistics != null
                && !statistics.inherited()
                && TYPES.contains(column.typeName())
                && ArrayText.elements(statistics.histogramBounds()).size() > 1
                && table.indexes().stream().anyMatch(i -> leads(i, column));
    }

    /** Whether our own look would be the first scan of the index that serves it. */
    private static boolean looksUnused(Key key) {
        return key.table().indexes().stream()
                .filter(i -> leads(i, key.column()))
                .allMatch(i -> i.scans() == 0);
    }

    private static boolean leads(Index index, Column column) {
        var definition = index.definition();
        return index.valid()
                && definition.method().equals("btree")
                && definition.predicate() == null
                && column.name().equals(definition.keys().getFirst().column());
    }

    private void lookUp(Sessions sessions, List<Key> keys) {
        try (var connection = sessions.readOnly()) {
            connection.setAutoCommit(false);
            try (var limit = connection.createStatement()) {
                limit.execute("SET /* howdah */ LOCAL statement_timeout = '" + SECONDS + "'");
            }
            var query = new Query(connection, 0, List.of());
            var readable = Selectable.among(
                    query, keys.stream().map(Key::table).distinct().toList());
            boolean counted =
                    query.one("SELECT current_setting('track_counts') = 'on' AS counted", row -> row.flag("counted"));
            var open = keys.stream()
                    .filter(k -> readable.contains(k.table().oid()) && !(counted && looksUnused(k)))
                    .toList();
            if (!open.isEmpty()) {
                query.each(
                        sql(open),
                        row -> found.put(
                                open.get(row.integer("place")),
                                new Extremes(row.textOrNull("least"), row.textOrNull("greatest"))));
            }
            connection.rollback();
        } catch (SQLException e) {
            // what was not found is named as not seen
        }
    }

    private static String sql(List<Key> keys) {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> {
                    var column = Name.quoted(keys.get(i).column().name());
                    var from = ")::text FROM ONLY " + keys.get(i).table().name().quoted() + ")";
                    return "SELECT " + i + " AS place, (SELECT min(" + column + from + " AS least, (SELECT max("
                            + column + from + " AS greatest";
                })
                .collect(Collectors.joining(" UNION ALL "));
    }

    private Relation extended(Relation table) {
        var columns = table.columns().stream().map(c -> extended(table, c)).toList();
        return columns.equals(table.columns()) ? table : table.withColumns(columns);
    }

    private Column extended(Relation table, Column column) {
        var extremes = found.get(new Key(table, column));
        var statistics = column.statistics();
        var least = extremes == null ? null : extremes.least();
        var greatest = extremes == null ? null : extremes.greatest();
        if (statistics == null || least == null || greatest == null) {
            return column;
        }
        var bounds = new ArrayList<>(ArrayText.elements(statistics.histogramBounds()));
        bounds.set(0, least);
        bounds.set(bounds.size() - 1, greatest);
        return column.with(statistics.withHistogram(
                bounds.stream().map(b -> '"' + b + '"').collect(Collectors.joining(",", "{", "}"))));
    }
}
