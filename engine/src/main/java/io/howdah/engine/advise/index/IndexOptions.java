package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Thresholds;
import io.howdah.engine.catalog.Catalog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the index adviser may spend.
 *
 * @param budgetBytes disk that new indexes may take in all
 * @param maximumIndexes how many new indexes may be proposed
 * @param partial whether partial indexes may be proposed
 * @param wholeWorkload whether nothing ever runs but the workload given, so that an index that it does not scan may go however
 *     short the server has counted; true for a demonstration, hardly ever for a server in production
 * @param window how long the workload was counted; null where that is not known
 * @param lessons of trials
 * @param progress told how far the work has come
 * @param thresholds of the rules on indexes that are there
 */
public record IndexOptions(
        long budgetBytes,
        int maximumIndexes,
        boolean partial,
        boolean wholeWorkload,
        Lessons lessons,
        Progress progress,
        @Nullable Duration window,
        Thresholds thresholds) {

    /** More than this many new indexes at once is nothing that a person would review. */
    private static final int MAXIMUM_INDEXES = 40;

    /** Disk that nobody counts; ours. */
    private static final long FREE_BYTES = 256L << 20;

    /** A quarter of the database's size, at least 256 MB so that a small database may have any index. */
    public static IndexOptions forDatabase(Catalog catalog) {
        long budget = Math.max(FREE_BYTES, catalog.databaseBytes() / 4);
        return new IndexOptions(
                budget, MAXIMUM_INDEXES, true, false, Lessons.NONE, Progress.SILENT, null, Thresholds.STANDARD);
    }

    public IndexOptions withBudget(long bytes) {
        return new IndexOptions(bytes, maximumIndexes, partial, wholeWorkload, lessons, progress, window, thresholds);
    }

    public IndexOptions withProgress(Progress listener) {
        return new IndexOptions(
                budgetBytes, maximumIndexes, partial, wholeWorkload, lessons, listener, window, thresholds);
    }

    public IndexOptions withoutPartial() {
        return new IndexOptions(
                budgetBytes, maximumIndexes, false, wholeWorkload, lessons, progress, window, thresholds);
    }

    public IndexOptions withWholeWorkload(boolean whole) {
        return new IndexOptions(budgetBytes, maximumIndexes, partial, whole, lessons, progress, window, thresholds);
    }

    public IndexOptions withLessons(Lessons learnt) {
        return new IndexOptions(
                budgetBytes, maximumIndexes, partial, wholeWorkload, learnt, progress, window, thresholds);
    }

    public IndexOptions withWindow(@Nullable Duration counted) {
        return new IndexOptions(
                budgetBytes, maximumIndexes, partial, wholeWorkload, lessons, progress, counted, thresholds);
    }

    public IndexOptions withThresholds(Thresholds wanted) {
        return new IndexOptions(budgetBytes, maximumIndexes, partial, wholeWorkload, lessons, progress, window, wanted);
    }
}
