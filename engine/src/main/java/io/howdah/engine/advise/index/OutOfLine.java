package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Relation;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether values of a column may be kept out of line (TOAST). An index would hold such a value itself, compressed at best:
 * of its width ANALYZE knows only the pointer's 18 bytes, and one of more than 2704 bytes makes the INSERT fail
 * ({@code BTMaxItemSize}).
 */
final class OutOfLine {

    /** What an empty TOAST table takes: its index's first page. */
    private static final long EMPTY = 8192;

    /** Characters of at most four bytes, up to a fifth of what an index entry may hold. */
    private static final int LONGEST_DECLARED = 128;

    private static final double ALL = 0.999;

    private static final Pattern DECLARED = Pattern.compile("character(?: varying)?\\((\\d+)\\)");

    private OutOfLine() {}

    /** Whether it is certain that none is: by its type, since the table keeps none at all, or since all its values are known. */
    static boolean never(Relation table, Column column) {
        boolean plain = column.length() > 0 || column.storage().equals("p");
        return plain || table.toastBytes() <= EMPTY || isDeclaredShort(column) || isKnown(column.statistics());
    }

    private static boolean isDeclaredShort(Column column) {
        var declared = DECLARED.matcher(column.type());
        return declared.matches() && Long.parseLong(declared.group(1)) <= LONGEST_DECLARED;
    }

    /** ANALYZE lists no value of more than 1024 bytes ({@code WIDTH_THRESHOLD}), so listed values that make up all are short. */
    private static boolean isKnown(@Nullable ColumnStatistics statistics) {
        var frequencies = statistics == null ? null : statistics.mostCommonFrequencies();
        if (statistics == null || frequencies == null) {
            return false;
        }
        double listed = ArrayText.elements(frequencies).stream()
                .mapToDouble(Double::parseDouble)
                .sum();
        return statistics.nullFraction() + listed >= ALL;
    }
}
