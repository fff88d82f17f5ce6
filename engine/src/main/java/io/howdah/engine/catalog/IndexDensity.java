package io.howdah.engine.catalog;

/**
 * How full a B-tree's pages are, as {@code pgstatindex} of the extension pgstattuple counted.
 *
 * @param bytes size of the index
 * @param leafPages pages with entries
 * @param unusedPages pages emptied or deleted, which wait for entries
 * @param leafDensity {@code avg_leaf_density}: how full the leaf pages are, in per cent
 */
public record IndexDensity(long bytes, long leafPages, long unusedPages, double leafDensity) {}
