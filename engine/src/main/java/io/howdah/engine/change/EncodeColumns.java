package io.howdah.engine.change;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives text columns of few values SMALLINT columns beside them, which a trigger keeps in agreement with them whichever of the two
 * is written. The text columns stay until the change is finished, when no program reads or writes them any more.
 *
 * @param without names of indexes and CHECKs over the text columns that get no equivalent over the codes
 * @param accepted what is known and wanted nevertheless
 */
public record EncodeColumns(QualifiedName table, List<Encoding> columns, List<String> without, Set<Accepted> accepted)
        implements LiveChange {

    /** What may be known and wanted nevertheless. */
    public enum Accepted {
        /** Triggers of the table are called for each row that is filled in. */
        TRIGGERS_WORK,
        /** The table is published, and whoever subscribes to it has the new columns already. */
        SUBSCRIBERS_ARE_READY
    }

    /**
     * One text column.
     *
     * @param code the name of the new column
     * @param codes all values that the text may have
     * @param lookup the table that says what codes mean; null where there is to be none
     */
    public record Encoding(
            String column,
            String code,
            List<Code> codes,
            @Nullable Lookup lookup) {

        public Encoding {
            codes = List.copyOf(codes);
            if (codes.isEmpty()) {
                throw Problem.input("No codes are given for the values of column " + column);
            }
            var values = new HashSet<String>();
            var numbers = new HashSet<Integer>();
            for (Code each : codes) {
                if (!values.add(each.value())) {
                    throw Problem.input(
                            "Value " + Name.literal(each.value()) + " of column " + column + " has two codes");
                }
                if (!numbers.add(each.code())) {
                    throw Problem.input("Code " + each.code() + " of column " + column + " stands for two values");
                }
            }
        }

        /** Under the text column's name with {@code _code} behind it, and without a lookup table. */
        public static Encoding of(String column, List<Code> codes) {
            return new Encoding(column, Name.limited(column + "_code"), codes, null);
        }
    }

    /**
     * The number that stands for a text.
     *
     * @param code as the application defines it; gaps are as good as none
     * @param description for people; null where there is none
     */
    public record Code(String value, int code, @Nullable String description) {

        public Code {
            if (code < Short.MIN_VALUE || code > Short.MAX_VALUE) {
                throw Problem.input("Code " + code + " of " + Name.literal(value) + " is no SMALLINT");
            }
        }

        public Code(String value, int code) {
            this(value, code, null);
        }
    }

    /**
     * A table of codes, values and descriptions.
     *
     * @param enforced whether the codes refer to it by a foreign key; else a CHECK lists them, which costs writers less
     */
    public record Lookup(QualifiedName table, boolean enforced) {}

    public EncodeColumns {
        columns = List.copyOf(columns);
        without = List.copyOf(without);
        accepted = Set.copyOf(accepted);
        if (columns.isEmpty()) {
            throw Problem.input("No columns of table " + table + " are named that are to get codes");
        }
        var names = new HashSet<String>();
        for (Encoding each : columns) {
            if (!names.add(each.column()) || !names.add(each.code())) {
                throw Problem.input("Two columns of table " + table + " are given by the same name: " + each.column()
                        + " with " + each.code());
            }
        }
    }

    /** With an equivalent of each index and CHECK. */
    public EncodeColumns(QualifiedName table, List<Encoding> columns) {
        this(table, columns, List.of(), Set.of());
    }

    @Override
    public String summary() {
        return "give "
                + columns.stream().map(Encoding::column).collect(Collectors.joining(", ")) + " of " + table
                + " codes in " + columns.stream().map(Encoding::code).collect(Collectors.joining(", "));
    }
}
