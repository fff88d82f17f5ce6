package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import java.util.List;

/** How rows that are copied into partitions are divided, or how the rows of each partition are divided further. */
public sealed interface PartitionLevel {

    /** The column that decides. */
    String column();

    /** As PARTITION BY says it. */
    String sql();

    /** Stretches of time or of numbers, from the first row on. */
    record Ranges(PartitionScheme scheme) implements PartitionLevel {

        @Override
        public String column() {
            return scheme.column();
        }

        @Override
        public String sql() {
            return scheme.sql();
        }

        @Override
        public String toString() {
            return scheme.toString();
        }
    }

    /**
     * A partition for each value, and one for all others.
     *
     * @param values as text; where none are named, those that the table has
     */
    record Values(String column, List<String> values) implements PartitionLevel {

        public Values {
            values = List.copyOf(values);
        }

        @Override
        public String sql() {
            return "LIST (" + Name.quoted(column) + ")";
        }

        @Override
        public String toString() {
            return "by list (" + column + ")" + (values.isEmpty() ? "" : " of " + String.join(", ", values));
        }
    }

    /** So many partitions with about as many rows each. */
    record Hashed(String column, int modulus) implements PartitionLevel {

        @Override
        public String sql() {
            return "HASH (" + Name.quoted(column) + ")";
        }

        @Override
        public String toString() {
            return "by hash (" + column + ") into " + modulus;
        }
    }
}
