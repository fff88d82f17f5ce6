package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;

/**
 * Reads a partition back from an archive.
 *
 * @param table that it was a partition of, as the archive says
 * @param file path of the archive
 * @param attach whether it becomes a partition again
 */
public record RestorePartition(QualifiedName table, String file, boolean attach) implements PartitionUpkeep {

    @Override
    public String summary() {
        return "restore " + file + (attach ? " into " + table : "");
    }
}
