package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;

/**
 * What the index adviser may spend.
 *
 * @param budgetBytes disk that new indexes may take in all
 * @param maximumIndexes how many new indexes may be proposed
 * @param partial whether partial indexes may be proposed
 * @param wholeWorkload whether nothing ever runs but the workload given, so that an index that it does not scan may go however
 *     short the server has counted; true for a demonstration, hardly ever for a server in production
 * @param progress told how far the work has come
 */
public record IndexOptions(
        long budgetBytes, int maximumIndexes, boolean partial, boolean wholeWorkload, Progress progress) {

    /** More than this many new indexes at once is nothing that a person would review. */
    private static final int MAXIMUM_INDEXES = 40;

    /** A quarter of the database's size, at least 16 MB so that a small database may have any index. */
    public static IndexOptions forDatabase(Catalog catalog) {
        long budget = Math.max(16L << 20, catalog.databaseBytes() / 4);
        return new IndexOptions(budget, MAXIMUM_INDEXES, true, false, Progress.SILENT);
    }

    public IndexOptions withBudget(long bytes) {
        return new IndexOptions(bytes, maximumIndexes, partial, wholeWorkload, progress);
    }

    public IndexOptions withProgress(Progress listener) {
        return new IndexOptions(budgetBytes, maximumIndexes, partial, wholeWorkload, listener);
    }

    public IndexOptions withoutPartial() {
        return new IndexOptions(budgetBytes, maximumIndexes, false, wholeWorkload, progress);
    }

    public IndexOptions withWholeWorkload(boolean whole) {
        return new IndexOptions(budgetBytes, maximumIndexes, partial, whole, progress);
    }
}
