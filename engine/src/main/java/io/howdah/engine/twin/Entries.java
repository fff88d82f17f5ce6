package io.howdah.engine.twin;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What the planner of the twin expects an index to hold: rows that satisfy its predicate, and values of its expressions.
 *
 * @param tableRows rows of the table
 * @param rows indexed rows
 * @param expressions by position of the key, from 0
 */
record Entries(double tableRows, double rows, Map<Integer, Expression> expressions) {

    /** An expression's width in bytes, and its number of distinct values. */
    record Expression(double width, double distinct) {}

    /** Asked while the table has its size. */
    static Entries of(PlannerSession planner, QualifiedName table, IndexDefinition definition, double tableRows)
            throws SQLException {
        var from = " FROM ONLY " + table.quoted();
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
                var expression = key.expression();
                expressions.put(
                        i,
                        new Expression(
                                planner.explain("SELECT " + expression + from)
                                        .root()
                                        .width(),
                                planner.explain("SELECT 1" + from + " GROUP BY " + expression)
                                        .root()
                                        .rows()));
            }
        }
        return new Entries(tableRows, Math.min(rows, tableRows), expressions);
    }
}
