package io.howdah.engine.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What CREATE STATISTICS made, with what ANALYZE found.
 *
 * @param definitionSql as {@code pg_get_statisticsobjdef} writes it
 * @param data of the table alone and with its children; empty where it was never analysed or is not visible
 */
public record ExtendedStatistics(QualifiedName name, QualifiedName table, String definitionSql, List<Data> data) {

    /**
     * A row of {@code pg_statistic_ext_data}. Attributes are numbers of the table's columns, and negative for expressions: -1
     * is the first.
     *
     * @param inherited whether it covers the children too
     * @param common the most common combinations of values
     * @param expressions statistics of each expression in its order; null where there are none
     */
    public record Data(
            boolean inherited,
            List<Distinct> distinct,
            List<Dependency> dependencies,
            List<Combination> common,
            List<@Nullable ColumnStatistics> expressions) {}

    /** Number of distinct combinations of some attributes. */
    public record Distinct(List<Integer> attributes, double count) {}

    /** How far the last attribute follows from those before it, 0 to 1. */
    public record Dependency(List<Integer> attributes, double degree) {}

    /**
     * A common combination.
     *
     * @param values as text, in the order of the attributes: columns by number, then expressions
     * @param frequency share of the rows
     * @param baseFrequency what the share would be if the attributes were independent
     */
    public record Combination(List<@Nullable String> values, double frequency, double baseFrequency) {}
}
