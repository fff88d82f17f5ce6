package io.howdah.engine.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Answers from a few blocks of the tables themselves what their statistics do not tell. */
public interface RowSamples {

    /** Nothing can be looked at: all there is are the statistics. */
    RowSamples NONE = new RowSamples() {
        @Override
        public Map<KeysWanted, KeySpectrum> spectra(Collection<KeysWanted> wanted) {
            return Map.of();
        }

        @Override
        public Map<ExpressionWanted, ColumnStatistics> statistics(Collection<ExpressionWanted> wanted) {
            return Map.of();
        }
    };

    /**
     * An expression of which is asked what ANALYZE would find once it is indexed.
     *
     * @param expression with every name qualified
     * @param target of the statistics: most common values and bounds at most, and 300 times as many rows
     */
    record ExpressionWanted(QualifiedName table, String expression, int target) {

        /** As ANALYZE gathers it unless told otherwise ({@code default_statistics_target}). */
        private static final int USUAL = 100;

        /** With the usual target. */
        public ExpressionWanted(QualifiedName table, String expression) {
            this(table, expression, USUAL);
        }
    }

    /**
     * A condition on columns of a table, in SQL, of which is asked how many rows meet it.
     *
     * @param whole whether all rows are to be looked at, or a part
     */
    record Condition(QualifiedName table, String condition, boolean whole) {}

    /**
     * What was counted.
     *
     * @param rows that were looked at
     * @param matching those for which the condition holds
     */
    record Counted(double rows, double matching) {}

    /** How many rows meet conditions; without those that could not be counted in time. */
    default Map<Condition, Counted> counted(Collection<Condition> wanted) {
        return Map.of();
    }

    /** How often keys come; without those that could not be looked at. */
    Map<KeysWanted, KeySpectrum> spectra(Collection<KeysWanted> wanted);

    /** Statistics of expressions; without those that could not be looked at. */
    Map<ExpressionWanted, ColumnStatistics> statistics(Collection<ExpressionWanted> wanted);

    /**
     * Columns of a table of which is asked what CREATE STATISTICS would find.
     *
     * @param columns two or more, in the order of their numbers
     * @param condition on these columns alone, in SQL
     */
    record TogetherWanted(QualifiedName table, List<String> columns, String condition) {}

    /**
     * What was found in a part of the rows.
     *
     * @param rows that were looked at
     * @param matching those for which the condition holds
     * @param data what ANALYZE would write down of the columns
     */
    record Together(double rows, double matching, ExtendedStatistics.Data data) {}

    /** How columns go together; without those that could not be looked at. */
    default Map<TogetherWanted, Together> together(Collection<TogetherWanted> wanted) {
        return Map.of();
    }
}
