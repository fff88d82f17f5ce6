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

    /** Of two parts together: counters added up, the earlier time of each, and none where one never was, and the higher age. */
    public RelationUse plus(RelationUse other) {
        return new RelationUse(
                sequentialScans + other.sequentialScans,
                sequentialTuples + other.sequentialTuples,
                indexScans + other.indexScans,
                indexTuples + other.indexTuples,
                inserted + other.inserted,
                updated + other.updated,
                hotUpdated + other.hotUpdated,
                deleted + other.deleted,
                liveTuples + other.liveTuples,
                deadTuples + other.deadTuples,
                modifiedSinceAnalyze + other.modifiedSinceAnalyze,
                earlier(lastVacuum, other.lastVacuum),
                earlier(lastAutovacuum, other.lastAutovacuum),
                earlier(lastAnalyze, other.lastAnalyze),
                earlier(lastAutoanalyze, other.lastAutoanalyze),
                Math.max(frozenXidAge, other.frozenXidAge),
                Math.max(multixactAge, other.multixactAge));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other == null ? null : one.isBefore(other) ? one : other;
    }
}
