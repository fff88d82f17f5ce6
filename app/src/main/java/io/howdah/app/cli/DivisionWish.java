package io.howdah.app.cli;

import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CopyIntoPartitions;
import io.howdah.engine.change.PartitionLevel;
import io.howdah.engine.change.PartitionTable;
import java.util.List;

/**
 * By what a table is to be divided.
 *
 * @param asked whether rows of ranges are to be copied too
 */
record DivisionWish(List<PartitionLevel> levels, boolean asked, int ahead) {

    DivisionWish {
        levels = List.copyOf(levels);
    }

    List<String> columns() {
        return levels.stream().map(PartitionLevel::column).distinct().toList();
    }

    /** Whether rows are copied: all of a table can be one partition of ranges, and no more than that. */
    boolean copies() {
        return asked || mustCopy();
    }

    boolean mustCopy() {
        return levels.size() > 1 || !(levels.getFirst() instanceof PartitionLevel.Ranges);
    }

    Change change(QualifiedName table, PartitionTable.Keys keys, boolean dropForeignKeys) {
        return !copies() && levels.getFirst() instanceof PartitionLevel.Ranges ranges
                ? new PartitionTable(table, ranges.scheme(), keys, dropForeignKeys, ahead)
                : new CopyIntoPartitions(table, levels, keys, dropForeignKeys, ahead);
    }
}
