package io.howdah.engine.sql;

/** One key of a sort order. */
public record SortKey(Expression expression, boolean descending, boolean nullsFirst) {}
