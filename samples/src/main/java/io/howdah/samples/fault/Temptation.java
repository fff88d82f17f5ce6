package io.howdah.samples.fault;

import java.util.List;

/** A change that looks like an improvement and must not be proposed. */
public record Temptation(String id, String table, List<String> columns, Kind kind, String why) {

    /** What one might be tempted to do. */
    public enum Kind {
        HASH_PARTITIONS,
        CLUSTER
    }
}
