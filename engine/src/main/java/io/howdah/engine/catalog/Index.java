package io.howdah.engine.catalog;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An index that exists.
 *
 * @param definitionSql as {@code pg_get_indexdef} writes it; character by character, by whomever it was written
 * @param enforced whether it enforces a constraint (primary key, unique, exclusion) or is unique
 * @param constraint the constraint's name; null where there is none
 * @param replicaIdentity whether logical replication identifies rows by it
 * @param clustered whether the table is marked as clustered by it
 * @param valid false for the remainder of a failed concurrent build
 * @param treeHeight B-tree level of the root, from {@code bt_metap}; null where it was not visible
 * @param scans {@code idx_scan} since the statistics were last reset
 * @param lastScan since 16; null before, or where it was never scanned
 * @param expressionStatistics statistics of expression keys by position from 1, else empty
 * @param partitionOf the partitioned table's index that it is a part of, with which alone it can be dropped; null where
 *     there is none
 * @param density how full it is, where that was counted; else null
 * @param gin its own counters, where it is a GIN index and they were visible; else null
 */
public record Index(
        long oid,
        QualifiedName name,
        IndexDefinition definition,
        String definitionSql,
        boolean primary,
        boolean enforced,
        @Nullable String constraint,
        boolean replicaIdentity,
        boolean clustered,
        boolean valid,
        long pages,
        double tuples,
        long sizeBytes,
        @Nullable Integer treeHeight,
        long scans,
        long tuplesRead,
        long tuplesFetched,
        @Nullable Instant lastScan,
        Map<Integer, ColumnStatistics> expressionStatistics,
        @Nullable QualifiedName partitionOf,
        @Nullable IndexDensity density,
        @Nullable GinCounters gin) {

    /** An index of which nobody counted how full it is. */
    public Index(
            long oid,
            QualifiedName name,
            IndexDefinition definition,
            String definitionSql,
            boolean primary,
            boolean enforced,
            @Nullable String constraint,
            boolean replicaIdentity,
            boolean clustered,
            boolean valid,
            long pages,
            double tuples,
            long sizeBytes,
            @Nullable Integer treeHeight,
            long scans,
            long tuplesRead,
            long tuplesFetched,
            @Nullable Instant lastScan,
            Map<Integer, ColumnStatistics> expressionStatistics,
            @Nullable QualifiedName partitionOf) {
        this(
                oid,
                name,
                definition,
                definitionSql,
                primary,
                enforced,
                constraint,
                replicaIdentity,
                clustered,
                valid,
                pages,
                tuples,
                sizeBytes,
                treeHeight,
                scans,
                tuplesRead,
                tuplesFetched,
                lastScan,
                expressionStatistics,
                partitionOf,
                null,
                null);
    }

    /** An index that is not part of a partitioned one. */
    public Index(
            long oid,
            QualifiedName name,
            IndexDefinition definition,
            String definitionSql,
            boolean primary,
            boolean enforced,
            @Nullable String constraint,
            boolean replicaIdentity,
            boolean clustered,
            boolean valid,
            long pages,
            double tuples,
            long sizeBytes,
            @Nullable Integer treeHeight,
            long scans,
            long tuplesRead,
            long tuplesFetched,
            @Nullable Instant lastScan,
            Map<Integer, ColumnStatistics> expressionStatistics) {
        this(
                oid,
                name,
                definition,
                definitionSql,
                primary,
                enforced,
                constraint,
                replicaIdentity,
                clustered,
                valid,
                pages,
                tuples,
                sizeBytes,
                treeHeight,
                scans,
                tuplesRead,
                tuplesFetched,
                lastScan,
                expressionStatistics,
                null);
    }

    /** The same with so many times as many entries, as dense as they are; its height follows from its size. */
    public Index grown(double factor) {
        return new Index(
                oid,
                name,
                definition,
                definitionSql,
                primary,
                enforced,
                constraint,
                replicaIdentity,
                clustered,
                valid,
                Math.round(pages * factor),
                tuples * factor,
                8192 * Math.round(sizeBytes / 8192.0 * factor),
                factor == 1 ? treeHeight : null,
                scans,
                tuplesRead,
                tuplesFetched,
                lastScan,
                expressionStatistics,
                partitionOf,
                density,
                gin == null ? null : gin.times(factor));
    }

    /** The same as large as VACUUM or ANALYZE last found it, and nothing known of it that its file would tell. */
    public Index sizedByPages() {
        return new Index(
                oid,
                name,
                definition,
                definitionSql,
                primary,
                enforced,
                constraint,
                replicaIdentity,
                clustered,
                valid,
                pages,
                tuples,
                8192 * Math.max(0, pages),
                null,
                scans,
                tuplesRead,
                tuplesFetched,
                lastScan,
                expressionStatistics,
                partitionOf);
    }

    /** The same with the count of how full it is. */
    public Index with(IndexDensity counted) {
        return new Index(
                oid,
                name,
                definition,
                definitionSql,
                primary,
                enforced,
                constraint,
                replicaIdentity,
                clustered,
                valid,
                pages,
                tuples,
                sizeBytes,
                treeHeight,
                scans,
                tuplesRead,
                tuplesFetched,
                lastScan,
                expressionStatistics,
                partitionOf,
                counted,
                gin);
    }

    /** The same with a GIN index's own counters. */
    public Index with(@Nullable GinCounters counters) {
        return counters == null
                ? this
                : new Index(
                        oid,
                        name,
                        definition,
                        definitionSql,
                        primary,
                        enforced,
                        constraint,
                        replicaIdentity,
                        clustered,
                        valid,
                        pages,
                        tuples,
                        sizeBytes,
                        treeHeight,
                        scans,
                        tuplesRead,
                        tuplesFetched,
                        lastScan,
                        expressionStatistics,
                        partitionOf,
                        density,
                        counters);
    }

    public QualifiedName table() {
        return definition.table();
    }
}
