package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.change.PartitionScheme;

/**
 * Where partitions by range begin and end. Places are whole numbers: the number itself, or microseconds since 1970, for types
 * without a time zone as if their clock were UTC.
 */
sealed interface Grid permits NumberGrid, TimeGrid {

    /** The grid of a scheme; a problem where the column's type does not go with it. */
    static Grid of(PartitionScheme scheme, KeyType type) {
        boolean number = type == KeyType.NUMBER;
        return switch (scheme) {
            case PartitionScheme.ByTime time
            when number ->
                throw Problem.input("Column " + time.column() + " is a number, and is divided by a number, not by a "
                        + time.span().word());
            case PartitionScheme.ByTime time -> TimeGrid.of(type, time);
            case PartitionScheme.ByNumber numbers
            when !number ->
                throw Problem.input(
                        "Column " + numbers.column() + " is a time, and is divided by hour, day, week, month,"
                                + " quarter or year, not by " + numbers.step());
            case PartitionScheme.ByNumber numbers -> new NumberGrid(numbers.step());
            case PartitionScheme.ByValue values ->
                throw new IllegalArgumentException("lists have no grid: " + values.column());
        };
    }

    /** Where the partition begins that a place belongs to. */
    long floor(long place);

    /** Where the partition ends that begins here; the next begins there. */
    long next(long start);

    /** As the bound of a partition, without quotes. */
    String text(long place);

    /** What text a bound is of, as the server writes it in UTC. */
    long place(String text);

    /** For the name of the partition that begins here. */
    String label(long start);
}
