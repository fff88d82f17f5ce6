package io.howdah.engine.read;

import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.ExtendedStatistics;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code pg_statistic_ext} with {@code pg_stats_ext} and {@code pg_stats_ext_exprs}, which show their rows to the table's
 * owner only, or what the functions of {@link Grants} show of them.
 */
final class ExtendedStatisticsReader {

    /** Columns of {@code pg_stats_ext} that are read; {@code %s} is the one that 15 brought. */
    static final String VALUES = """
            SELECT s.statistics_schemaname::text, s.statistics_name::text, %s AS inherited, s.n_distinct::bytea,
                   s.dependencies::bytea, s.most_common_vals::text[], s.most_common_val_nulls, s.most_common_freqs,
                   s.most_common_base_freqs
              FROM pg_catalog.pg_stats_ext s""";

    /** Columns of {@code pg_stats_ext_exprs} that are read; an expression's place is counted from 1. */
    static final String EXPRESSIONS = """
            SELECT s.statistics_schemaname::text, s.statistics_name::text, %s AS inherited,
                   array_position(pg_get_statisticsobjdef_expressions(x.oid), s.expr) AS place, s.null_frac, s.avg_width,
                   s.n_distinct, s.most_common_vals::text, s.most_common_freqs::text, s.histogram_bounds::text, s.correlation,
                   s.most_common_elems::text, s.most_common_elem_freqs::text, s.elem_count_histogram::text
              FROM pg_catalog.pg_stats_ext_exprs s
              JOIN pg_catalog.pg_namespace n ON n.nspname = s.statistics_schemaname
              JOIN pg_catalog.pg_statistic_ext x ON x.stxnamespace = n.oid AND x.stxname = s.statistics_name""";

    private static final String DEFINITIONS = """
            SELECT sn.nspname AS statistics_schema, s.stxname, n.nspname, c.relname,
                   pg_get_statisticsobjdef(s.oid) AS definition,
                   coalesce(array_length(pg_get_statisticsobjdef_expressions(s.oid), 1), 0) AS expressions,
                   pg_has_role(c.relowner, 'USAGE') AND NOT (c.relrowsecurity AND row_security_active(c.oid)) AS visible
              FROM pg_statistic_ext s
              JOIN pg_namespace sn ON sn.oid = s.stxnamespace
              JOIN pg_class c ON c.oid = s.stxrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid <> ALL (:locked) AND %s
             ORDER BY sn.nspname, s.stxname
            """.formatted(Visible.SCHEMA);

    private record Key(QualifiedName name, boolean inherited) {}

    private record Definition(QualifiedName name, QualifiedName table, String sql, int expressions) {}

    private record Values(
            List<ExtendedStatistics.Distinct> distinct,
            List<ExtendedStatistics.Dependency> dependencies,
            List<ExtendedStatistics.Combination> common) {}

    private final Query query;
    private final boolean byFunction;
    private final Map<Key, Values> values = new LinkedHashMap<>();
    private final Map<Key, Map<Integer, ColumnStatistics>> expressions = new LinkedHashMap<>();

    private ExtendedStatisticsReader(Query query, boolean byFunction) {
        this.query = query;
        this.byFunction = byFunction;
    }

    static List<ExtendedStatistics> read(Query query, Role role, Unseen unseen) throws SQLException {
        return new ExtendedStatisticsReader(query, role.extendedFunction()).read(unseen);
    }

    private List<ExtendedStatistics> read(Unseen unseen) throws SQLException {
        var definitions = query.list(DEFINITIONS, row -> {
            var definition = new Definition(
                    row.name("statistics_schema", "stxname"),
                    row.name("nspname", "relname"),
                    row.text("definition"),
                    row.integer("expressions"));
            if (!byFunction && !row.flag("visible")) {
                unseen.extendedStatistics(definition.name());
            }
            return definition;
        });
        if (!definitions.isEmpty()) {
            readValues();
        }
        return definitions.stream().map(this::statistics).toList();
    }

    private void readValues() throws SQLException {
        var inherited = query.since(15) ? "s.inherited" : "false";
        query.each(
                byFunction ? "SELECT * FROM howdah.extended_statistics()" : VALUES.formatted(inherited), this::value);
        query.each(
                byFunction ? "SELECT * FROM howdah.expression_statistics()" : EXPRESSIONS.formatted(inherited),
                this::expression);
    }

    private void value(Row row) throws SQLException {
        values.put(
                key(row),
                new Values(
                        ExtendedData.distinct(row.bytes("n_distinct")),
                        ExtendedData.dependencies(row.bytes("dependencies")),
                        combinations(row)));
    }

    private static Key key(Row row) throws SQLException {
        return new Key(row.name("statistics_schemaname", "statistics_name"), row.flag("inherited"));
    }

    private static List<ExtendedStatistics.Combination> combinations(Row row) throws SQLException {
        var texts = row.matrix("most_common_vals");
        var frequencies = row.reals("most_common_freqs");
        var base = row.reals("most_common_base_freqs");
        var found = new ArrayList<ExtendedStatistics.Combination>();
        for (int i = 0; i < texts.size(); i++) {
            found.add(new ExtendedStatistics.Combination(texts.get(i), frequencies.get(i), base.get(i)));
        }
        return List.copyOf(found);
    }

    private void expression(Row row) throws SQLException {
        if (row.realOrNull("null_frac") == null) {
            return;
        }
        expressions
                .computeIfAbsent(key(row), k -> new TreeMap<>())
                .put(
                        row.integer("place"),
                        new ColumnStatistics(
                                row.flag("inherited"),
                                row.real("null_frac"),
                                row.integer("avg_width"),
                                row.real("n_distinct"),
                                row.textOrNull("most_common_vals"),
                                row.textOrNull("most_common_freqs"),
                                row.textOrNull("histogram_bounds"),
                                row.realOrNull("correlation"),
                                row.textOrNull("most_common_elems"),
                                row.textOrNull("most_common_elem_freqs"),
                                row.textOrNull("elem_count_histogram"),
                                null,
                                null,
                                null));
    }

    private ExtendedStatistics statistics(Definition definition) {
        var data = new ArrayList<ExtendedStatistics.Data>();
        for (boolean inherited : new boolean[] {false, true}) {
            var key = new Key(definition.name(), inherited);
            var found = values.get(key);
            var own = expressions.getOrDefault(key, Map.of());
            if (found != null) {
                var one = new ExtendedStatistics.Data(
                        inherited,
                        found.distinct(),
                        found.dependencies(),
                        found.common(),
                        inOrder(own, definition.expressions()));
                if (!empty(one)) {
                    data.add(one);
                }
            }
        }
        return new ExtendedStatistics(definition.name(), definition.table(), definition.sql(), List.copyOf(data));
    }

    private static boolean empty(ExtendedStatistics.Data data) {
        return data.distinct().isEmpty()
                && data.dependencies().isEmpty()
                && data.common().isEmpty()
                && data.expressions().isEmpty();
    }

    /** Empty where no expression has any. */
    private static List<@Nullable ColumnStatistics> inOrder(Map<Integer, ColumnStatistics> byPlace, int count) {
        var all = new ArrayList<@Nullable ColumnStatistics>();
        for (int place = 1; place <= count && !byPlace.isEmpty(); place++) {
            all.add(byPlace.get(place));
        }
        return all;
    }
}
