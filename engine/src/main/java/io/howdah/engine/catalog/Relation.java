package io.howdah.engine.catalog;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table, partitioned table, materialized view, view or foreign table.
 *
 * @param pages {@code relpages}: size of the main fork in blocks as the last VACUUM or ANALYZE saw it
 * @param tuples {@code reltuples}: -1 where the table was never analysed
 * @param allVisiblePages {@code relallvisible}
 * @param heapBytes size of the main fork now
 * @param toastBytes size of the TOAST table with its index now; 0 where both are empty
 * @param options storage parameters, such as {@code fillfactor}
 * @param use the counters of {@code pg_stat_all_tables}; null where they are not kept for this kind
 * @param parent the partitioned table or inheritance parent; null where there is none
 * @param ofExtension the extension that owns it; null where none does
 * @param statisticsVisible whether the reader could see the column statistics that exist
 * @param nature access method, type and further parents
 */
public record Relation(
        long oid,
        QualifiedName name,
        Kind kind,
        boolean temporary,
        boolean unlogged,
        String owner,
        long pages,
        double tuples,
        long allVisiblePages,
        long heapBytes,
        long toastBytes,
        List<Column> columns,
        List<Index> indexes,
        List<Constraint> constraints,
        Map<String, String> options,
        @Nullable RelationUse use,
        @Nullable QualifiedName parent,
        @Nullable String partitionKey,
        @Nullable String partitionBound,
        @Nullable String ofExtension,
        @Nullable String viewDefinition,
        boolean rowSecurity,
        boolean rowSecurityForced,
        boolean statisticsVisible,
        RelationNature nature) {

    public Relation {
        // a file of an earlier release has none
        nature = Objects.requireNonNullElse(nature, RelationNature.PLAIN);
    }

    /** A relation like most. */
    public Relation(
            long oid,
            QualifiedName name,
            Kind kind,
            boolean temporary,
            boolean unlogged,
            String owner,
            long pages,
            double tuples,
            long allVisiblePages,
            long heapBytes,
            long toastBytes,
            List<Column> columns,
            List<Index> indexes,
            List<Constraint> constraints,
            Map<String, String> options,
            @Nullable RelationUse use,
            @Nullable QualifiedName parent,
            @Nullable String partitionKey,
            @Nullable String partitionBound,
            @Nullable String ofExtension,
            @Nullable String viewDefinition,
            boolean rowSecurity,
            boolean rowSecurityForced,
            boolean statisticsVisible) {
        this(
                oid,
                name,
                kind,
                temporary,
                unlogged,
                owner,
                pages,
                tuples,
                allVisiblePages,
                heapBytes,
                toastBytes,
                columns,
                indexes,
                constraints,
                options,
                use,
                parent,
                partitionKey,
                partitionBound,
                ofExtension,
                viewDefinition,
                rowSecurity,
                rowSecurityForced,
                statisticsVisible,
                RelationNature.PLAIN);
    }

    private static final long PAGE = 8192;

    public Optional<Column> column(String columnName) {
        return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
    }

    /** The same relation with its parts; index scans of its counters become those of the indexes together. */
    public Relation with(List<Column> newColumns, List<Index> newIndexes, List<Constraint> newConstraints) {
        long scans = newIndexes.stream().mapToLong(Index::scans).sum();
        long fetched = newIndexes.stream().mapToLong(Index::tuplesFetched).sum();
        var counted = use == null ? null : use.withIndexes(scans, use.indexTuples() + fetched);
        return with(newColumns, newIndexes, newConstraints, counted);
    }

    /** The same relation with more known of its indexes. */
    Relation withIndexes(List<Index> known) {
        return with(columns, known, constraints, use);
    }

    /** The same relation with more known of its columns. */
    public Relation withColumns(List<Column> known) {
        return with(known, indexes, constraints, use);
    }

    /** The same relation with other counters. */
    public Relation withUse(@Nullable RelationUse counted) {
        return with(columns, indexes, constraints, counted);
    }

    /** The same relation without counters. */
    public Relation uncounted() {
        return with(columns, indexes, constraints, null);
    }

    private Relation with(
            List<Column> newColumns,
            List<Index> newIndexes,
            List<Constraint> newConstraints,
            @Nullable RelationUse newUse) {
        return new Relation(
                oid,
                name,
                kind,
                temporary,
                unlogged,
                owner,
                pages,
                tuples,
                allVisiblePages,
                heapBytes,
                toastBytes,
                newColumns,
                newIndexes,
                newConstraints,
                options,
                newUse,
                parent,
                partitionKey,
                partitionBound,
                ofExtension,
                viewDefinition,
                rowSecurity,
                rowSecurityForced,
                statisticsVisible,
                nature);
    }

    /** The same relation with so many times as many rows, as dense as they are. */
    public Relation grown(double factor, List<Column> newColumns, List<Index> newIndexes) {
        return new Relation(
                oid,
                name,
                kind,
                temporary,
                unlogged,
                owner,
                times(pages, factor),
                tuples <= 0 ? tuples : tuples * factor,
                times(allVisiblePages, factor),
                PAGE * times(heapBytes / PAGE, factor),
                times(toastBytes, factor),
                newColumns,
                newIndexes,
                constraints,
                options,
                use,
                parent,
                partitionKey,
                partitionBound,
                ofExtension,
                viewDefinition,
                rowSecurity,
                rowSecurityForced,
                statisticsVisible,
                nature);
    }

    private static long times(long number, double factor) {
        return Math.round(number * factor);
    }

    /** The same relation at another size. */
    public Relation sized(
            long newPages, double newTuples, long newAllVisiblePages, long newHeapBytes, List<Column> newColumns) {
        return new Relation(
                oid,
                name,
                kind,
                temporary,
                unlogged,
                owner,
                newPages,
                newTuples,
                newAllVisiblePages,
                newHeapBytes,
                toastBytes,
                newColumns,
                indexes,
                constraints,
                options,
                use,
                parent,
                partitionKey,
                partitionBound,
                ofExtension,
                viewDefinition,
                rowSecurity,
                rowSecurityForced,
                statisticsVisible,
                nature);
    }

    /** Rows as last counted by VACUUM or ANALYZE, scaled to the present size where there is one here; never negative. */
    public double estimatedRows() {
        if (tuples <= 0) {
            return 0;
        }
        boolean stored = kind == Kind.TABLE || kind == Kind.MATERIALIZED_VIEW;
        return pages > 0 && stored ? tuples / pages * Math.max(1, heapBytes / 8192.0) : tuples;
    }

    /** What a relation can be. */
    public enum Kind {
        TABLE,
        PARTITIONED_TABLE,
        MATERIALIZED_VIEW,
        VIEW,
        FOREIGN_TABLE
    }
}
