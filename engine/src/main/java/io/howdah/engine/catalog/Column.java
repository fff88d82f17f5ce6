package io.howdah.engine.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A column.
 *
 * @param number {@code attnum}, from 1; numbers of dropped columns are missing
 * @param type as {@code format_type} writes it, with length or precision
 * @param typeName the type's own qualified name, without modifier, such as {@code pg_catalog.int4}
 * @param typeKind {@code typtype}: b base, d domain, e enum, c composite, r range, m multirange
 * @param length {@code attlen}: bytes of a fixed-width type, -1 for a varying one
 * @param alignment {@code attalign}: c 1, s 2, i 4, d 8 bytes
 * @param storage {@code attstorage}: p plain, e external, m main, x extended
 * @param defaultExpression as {@code pg_get_expr} writes it; for a generated column its expression
 * @param identity a always, d by default; null where it is none
 * @param generated s stored, v virtual; null where it is none
 * @param collation qualified, where it is not the type's default
 * @param statistics null where there are none or they are not visible
 * @param comment what COMMENT ON COLUMN says; null where nothing does
 */
public record Column(
        int number,
        String name,
        String type,
        String typeName,
        String typeKind,
        int length,
        String alignment,
        String storage,
        boolean notNull,
        @Nullable String defaultExpression,
        @Nullable String identity,
        @Nullable String generated,
        @Nullable String collation,
        @Nullable Integer statisticsTarget,
        @Nullable ColumnStatistics statistics,
        @Nullable String comment) {

    /** A column without a comment. */
    public Column(
            int number,
            String name,
            String type,
            String typeName,
            String typeKind,
            int length,
            String alignment,
            String storage,
            boolean notNull,
            @Nullable String defaultExpression,
            @Nullable String identity,
            @Nullable String generated,
            @Nullable String collation,
            @Nullable Integer statisticsTarget,
            @Nullable ColumnStatistics statistics) {
        this(
                number,
                name,
                type,
                typeName,
                typeKind,
                length,
                alignment,
                storage,
                notNull,
                defaultExpression,
                identity,
                generated,
                collation,
                statisticsTarget,
                statistics,
                null);
    }

    /** The same with other statistics. */
    public Column with(@Nullable ColumnStatistics others) {
        return new Column(
                number,
                name,
                type,
                typeName,
                typeKind,
                length,
                alignment,
                storage,
                notNull,
                defaultExpression,
                identity,
                generated,
                collation,
                statisticsTarget,
                others,
                comment);
    }
}
