package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;

/** Gathers the statistics of a partitioned table as a whole, which autovacuum never does, where they are due. */
public record AnalyzePartitioned(QualifiedName table) implements PartitionUpkeep {

    @Override
    public String summary() {
        return "analyze " + table + " as a whole";
    }
}
