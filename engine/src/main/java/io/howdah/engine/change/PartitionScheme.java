package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import java.time.ZoneId;
import java.util.Locale;

/** How the rows of a table are divided among its partitions. */
public sealed interface PartitionScheme {

    /** The column that decides. */
    String column();

    /** As PARTITION BY says it. */
    String sql();

    /**
     * Stretches of time; of a {@code uuid} column, of the time that a UUID of version 7 begins with.
     *
     * @param zone in which days, weeks, months and years begin, whatever the time zone of a session
     */
    record ByTime(String column, Span span, ZoneId zone) implements PartitionScheme {

        @Override
        public String sql() {
            return "RANGE (" + Name.quoted(column) + ")";
        }

        @Override
        public String toString() {
            return "by range (" + column + ") every " + span.word() + " in " + zone;
        }
    }

    /** Stretches of so many whole numbers. */
    record ByNumber(String column, long step) implements PartitionScheme {

        @Override
        public String sql() {
            return "RANGE (" + Name.quoted(column) + ")";
        }

        @Override
        public String toString() {
            return "by range (" + column + ") every " + step;
        }
    }

    /** Lists of values; values that no list names go to a default partition. */
    record ByValue(String column) implements PartitionScheme {

        @Override
        public String sql() {
            return "LIST (" + Name.quoted(column) + ")";
        }

        @Override
        public String toString() {
            return "by list (" + column + ")";
        }
    }

    /** How long a partition is. */
    enum Span {
        HOUR,
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
