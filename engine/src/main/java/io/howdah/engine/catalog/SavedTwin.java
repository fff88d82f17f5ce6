package io.howdah.engine.catalog;

/**
 * What a twin is made of, so that it can be opened anywhere and at any time.
 *
 * @param masked whether the values in it were replaced
 */
public record SavedTwin(Catalog catalog, Workload workload, boolean masked) {}
