package io.howdah.engine.twin;

import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.ExtendedStatistics;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.stream.Collectors;

/** A way in which a table could be built otherwise, apart from its indexes. */
public sealed interface Structure {

    QualifiedName table();

    /** A plain table is partitioned. */
    record Partitioned(QualifiedName table, Partitioning by) implements Structure {

        @Override
        public String toString() {
            return table + " partitioned " + by;
        }
    }

    /**
     * A column has another type.
     *
     * @param type as SQL writes it, such as {@code numeric(10,2)}
     */
    record Retyped(QualifiedName table, String column, String type) implements Structure {

        @Override
        public String toString() {
            return table + "." + column + " as " + type;
        }
    }

    /**
     * Extended statistics say that a column follows from others (functional dependency).
     *
     * @param degree share of the rows for which it does, 0 to 1
     */
    record Dependent(QualifiedName table, List<String> from, String column, double degree) implements Structure {

        @Override
        public String toString() {
            return table + ": " + column + " follows from " + String.join(", ", from) + " for " + Plain.number(degree)
                    + " of the rows";
        }
    }

    /**
     * Extended statistics count the distinct combinations of columns.
     *
     * @param count how many there are
     */
    record DistinctTogether(QualifiedName table, List<String> columns, double count) implements Structure {

        @Override
        public String toString() {
            return table + ": " + Plain.number(count) + " different " + String.join(", ", columns);
        }
    }

    /**
     * Extended statistics on columns, with what ANALYZE would find.
     *
     * @param columns in the order of their numbers
     */
    record Together(QualifiedName table, List<String> columns, ExtendedStatistics.Data data) implements Structure {

        @Override
        public String toString() {
            return table + ": statistics on " + String.join(", ", columns);
        }
    }

    /**
     * ANALYZE found other statistics of a column.
     *
     * @param target with which it gathered them
     */
    record Gathered(QualifiedName table, String column, int target, ColumnStatistics statistics) implements Structure {

        @Override
        public String toString() {
            return table + "." + column + " analysed with a target of " + target;
        }
    }

    /**
     * How a table is divided. What is not said is taken from the statistics: the bounds of ranges, the values of lists.
     */
    sealed interface Partitioning {

        String column();

        /** One partition for each stretch of a date or time. */
        record ByTime(String column, Span span) implements Partitioning {
            @Override
            public String toString() {
                return "by range (" + column + ") " + span.adverb();
            }
        }

        /** One partition for each stretch of a number. */
        record ByNumber(String column, double width) implements Partitioning {
            @Override
            public String toString() {
                return "by range (" + column + ") every " + Plain.number(width);
            }
        }

        /**
         * One partition for each of the values, and one for the rest.
         *
         * @param values empty for the most common ones
         */
        record ByList(String column, List<String> values) implements Partitioning {
            @Override
            public String toString() {
                return "by list (" + column + ")" + values.stream().collect(Collectors.joining(", ", " ", ""));
            }
        }

        /** So many partitions of the same size. */
        record ByHash(String column, int partitions) implements Partitioning {
            @Override
            public String toString() {
                return "by hash (" + column + ") into " + partitions;
            }
        }
    }

    /** How long a partition is. */
    enum Span {
        DAY("daily"),
        WEEK("weekly"),
        MONTH("monthly"),
        QUARTER("quarterly"),
        YEAR("yearly");

        private final String adverb;

        Span(String adverb) {
            this.adverb = adverb;
        }

        public String adverb() {
            return adverb;
        }
    }
}
