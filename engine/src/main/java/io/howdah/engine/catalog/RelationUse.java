package io.howdah.engine.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The counters of {@code pg_stat_all_tables} for one table, since the statistics were last reset. */
public record RelationUse(
        long sequentialScans,
        long sequentialTuples,
        long indexScans,
        long indexTuples,
        long inserted,
        long updated,
        long hotUpdated,
        long deleted,
        long liveTuples,
        long deadTuples,
        long modifiedSinceAnalyze,
        @Nullable Instant lastVacuum,
        @Nullable Instant lastAutovacuum,
        @Nullable Instant lastAnalyze,
        @Nullable Instant lastAutoanalyze,
        long frozenXidAge,
        long multixactAge) {

    RelationUse withIndexes(long scans, long tuples) {
        return new RelationUse(
                sequentialScans,
                sequentialTuples,
                scans,
                tuples,
                inserted,
                updated,
                hotUpdated,
                deleted,
                liveTuples,
                deadTuples,
                modifiedSinceAnalyze,
                lastVacuum,
                lastAutovacuum,
                lastAnalyze,
                lastAutoanalyze,
                frozenXidAge,
                multixactAge);
    }
}
