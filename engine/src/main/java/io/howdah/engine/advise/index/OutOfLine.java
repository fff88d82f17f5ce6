package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Relation;
import java.util.Set;
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

    /** Types of documents: one that is short today grows with the application that writes it. So may a domain, over whatever. */
    private static final Set<String> DOCUMENTS = Set.of("json", "jsonb", "xml", "bytea", "tsvector", "hstore");

    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar", "citext");

    private static final Pattern DECLARED = Pattern.compile("character(?: varying)?\\((\\d+)\\)");

    private OutOfLine() {}

    /**
     * Whether none is, as far as can be told: by its type, since all its values are known, or since the table keeps none at all;
     * the last says nothing of documents to come.
     */
    static boolean never(Relation table, Column column) {
        boolean plain = column.length() > 0 || column.storage().equals("p");
        return plain
                || isDeclaredShort(column)
                || isKnown(column.statistics())
                || (table.toastBytes() <= EMPTY && !isDocument(column));
    }

    /** Whether its type lets in values that would not fit an index entry, and that people write. */
    static boolean mayGrow(Column column) {
        return (isDocument(column) || TEXTS.contains(simpleType(column))) && !isDeclaredShort(column);
    }

    private static boolean isDocument(Column column) {
        boolean unknown = column.typeKind().equals("d") && column.length() < 0;
        return unknown
                || column.type().endsWith("[]")
                || column.typeKind().equals("c")
                || DOCUMENTS.contains(simpleType(column));
    }

    private static String simpleType(Column column) {
        return column.typeName().substring(column.typeName().lastIndexOf('.') + 1);
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
