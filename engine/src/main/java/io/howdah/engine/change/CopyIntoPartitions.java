package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionTable.Keys;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes a table partitioned by copying its rows into a partitioned one beside it, which then gets its name. The application goes on
 * meanwhile.
 *
 * @param levels how rows are divided, then how each partition is; one or two
 * @param keys what becomes of the primary key and the unique constraints that lack a deciding column
 * @param dropForeignKeys whether foreign keys of other tables may be dropped that the partitioned table cannot be the aim of
 * @param ahead how many partitions are made beyond that of the newest row, where they are ranges
 */
public record CopyIntoPartitions(
        QualifiedName table, List<PartitionLevel> levels, Keys keys, boolean dropForeignKeys, int ahead)
        implements LiveChange {

    public CopyIntoPartitions {
        levels = List.copyOf(levels);
    }

    /** The columns that decide to which partition a row belongs. */
    public List<String> columns() {
        return levels.stream().map(PartitionLevel::column).distinct().toList();
    }

    @Override
    public String summary() {
        return "partition table " + table + " "
                + levels.stream().map(Object::toString).collect(Collectors.joining(", then "))
                + ", copying its rows";
    }
}
