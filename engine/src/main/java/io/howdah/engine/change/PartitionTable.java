package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;

/**
 * Makes a table partitioned without copying it: the table as it is becomes the first partition of a new one that gets its name.
 *
 * @param keys what becomes of the primary key and the unique constraints that lack the deciding column
 * @param dropForeignKeys whether foreign keys of other tables may be dropped that the partitioned table cannot be the aim of
 * @param ahead how many partitions are made beyond the first one
 */
public record PartitionTable(QualifiedName table, PartitionScheme scheme, Keys keys, boolean dropForeignKeys, int ahead)
        implements LiveChange {

    /** A partitioned table can promise only such keys as unique that contain the deciding column. */
    public enum Keys {
        /** Nobody has chosen; refused where there is something to choose. */
        UNDECIDED,
        /** The keys get the deciding column in addition. */
        WIDEN,
        /** The table does without; each partition keeps the promise among its own rows. */
        WITHOUT
    }

    @Override
    public String summary() {
        return "partition table " + table + " " + scheme;
    }
}
