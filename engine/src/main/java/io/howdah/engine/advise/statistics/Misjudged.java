package io.howdah.engine.advise.statistics;

import io.howdah.engine.advise.Planned.Form;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RowSamples.Together;
import io.howdah.engine.catalog.RowSamples.TogetherWanted;
import io.howdah.engine.twin.Structure;
import java.util.List;

/**
 * A condition of which the planner expects other rows than there are.
 *
 * @param query that gives its rows
 * @param expected rows, by the planner, without extended statistics
 * @param forms of the statements that compare these columns
 */
record Misjudged(
        Relation table, TogetherWanted wanted, Together seen, String query, double expected, List<Form> forms) {

    /** Rows of a sample from which on a count is sure to a third (two standard deviations of a Poisson count). */
    private static final double COUNTED = 30;

    static String query(Relation table, String condition) {
        return "SELECT FROM " + table.name().quoted() + " WHERE " + condition;
    }

    /** Rows of the table for which it holds, from those that were counted. */
    double counted() {
        return seen.matching() / seen.rows() * table.estimatedRows();
    }

    /** Whether enough rows were counted, or were to be expected among those that were looked at. */
    boolean isCertain() {
        double among = expected * seen.rows() / table.estimatedRows();
        return Double.isFinite(expected) && Math.max(seen.matching(), among) >= COUNTED;
    }

    double factor() {
        return factor(expected);
    }

    /** By how much a number of rows is off, either way; a count of none is taken for less than one row of those looked at. */
    double factor(double rows) {
        double least = table.estimatedRows() / seen.rows();
        double there = Math.max(counted(), least);
        double said = Math.max(rows, Math.min(least, there));
        return Math.max(there / said, said / there);
    }

    Structure structure() {
        return new Structure.Together(table.name(), wanted.columns(), seen.data());
    }
}
