package io.howdah.engine.catalog;

import org.jspecify.annotations.Nullable;

/**
 * One key of an index.
 *
 * @param column the column's name; null where the key is an expression
 * @param expression the key as {@code pg_get_indexdef} writes it: a quoted column or an expression in parentheses
 * @param operatorClass qualified, where it is not the default of the key's type
 * @param collation qualified, where it is not the column's own
 */
public record IndexKey(
        @Nullable String column,
        String expression,
        @Nullable String operatorClass,
        @Nullable String collation,
        boolean descending,
        boolean nullsFirst) {

    /** A plain ascending key on a column. */
    public static IndexKey on(String column) {
        return new IndexKey(column, Name.quoted(column), null, null, false, false);
    }

    /** A descending key on a column, nulls first as is the default for it. */
    public static IndexKey descending(String column) {
        return new IndexKey(column, Name.quoted(column), null, null, true, true);
    }

    /** As it stands in CREATE INDEX. */
    public String sql() {
        var text = new StringBuilder(expression);
        if (collation != null) {
            text.append(" COLLATE ").append(collation);
        }
        if (operatorClass != null) {
            text.append(' ').append(operatorClass);
        }
        if (descending) {
            text.append(" DESC");
        }
        if (descending != nullsFirst) {
            text.append(nullsFirst ? " NULLS FIRST" : " NULLS LAST");
        }
        return text.toString();
    }
}
