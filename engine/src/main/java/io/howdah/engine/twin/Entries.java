package io.howdah.engine.twin;

import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the planner of the twin expects an index to hold: rows that satisfy its predicate, and values of its expressions.
 *
 * @param tableRows rows of the table
 * @param rows indexed rows
 * @param expressions by position of the key, from 0
 */
record Entries(double tableRows, double rows, Map<Integer, Expression> expressions) {

    /**
     * What is expected of an expression.
     *
     * @param width in bytes
     * @param distinct number of distinct values
     * @param statistics derived from those of the column that it is computed from; null where that cannot be done
     */
    record Expression(
            double width, double distinct, @Nullable ColumnStatistics statistics) {}

    /** Asked while the table has its size. */
    static Entries of(PlannerSession planner, Relation table, IndexDefinition definition, double tableRows)
            throws SQLException {
        var from = " FROM ONLY " + table.name().quoted();
        var predicate = definition.predicate();
        double rows = predicate == null
                ? tableRows
                : planner.explain("SELECT 1" + from + " WHERE " + predicate)
                        .root()
                        .rows();
        var expressions = new HashMap<Integer, Expression>();
        for (int i = 0; i < definition.keys().size(); i++) {
            IndexKey key = definition.keys().get(i);
            if (key.column() == null) {
                expressions.put(i, expression(planner, table, key.expression(), tableRows));
            }
        }
        return new Entries(tableRows, Math.min(rows, tableRows), expressions);
    }

    private static Expression expression(PlannerSession planner, Relation table, String expression, double rows)
            throws SQLException {
        var derived = ExpressionStatistics.derive(planner.session(), table, expression, rows);
        if (derived.isPresent()) {
            var statistics = derived.get();
            return new Expression(statistics.averageWidth(), statistics.distinctAmong(rows), statistics);
        }
        var from = " FROM ONLY " + table.name().quoted();
        return new Expression(
                planner.explain("SELECT " + expression + from).root().width(),
                planner.explain("SELECT 1" + from + " GROUP BY " + expression)
                        .root()
                        .rows(),
                null);
    }

    /** The same where statistics of some expressions are known from the rows themselves. */
    Entries with(Map<Integer, ColumnStatistics> sampled) {
        var all = new HashMap<>(expressions);
        sampled.forEach((position, statistics) -> all.put(
                position,
                new Expression(statistics.averageWidth(), statistics.storedDistinctAmong(tableRows), statistics)));
        return new Entries(tableRows, rows, Map.copyOf(all));
    }

    /** What the index, once it is made, is to have as the statistics of its expressions. */
    List<StatisticsWriter.Given> statistics(QualifiedName index) {
        var given = new ArrayList<StatisticsWriter.Given>();
        expressions.forEach((position, expression) -> {
            var statistics = expression.statistics();
            if (statistics != null) {
                given.add(StatisticsWriter.expression(index, position + 1, statistics));
            }
        });
        return given;
    }
}
