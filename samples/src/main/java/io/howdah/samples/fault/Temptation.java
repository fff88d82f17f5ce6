package io.howdah.samples.fault;

import java.util.List;
import java.util.function.UnaryOperator;

/** A change that looks like an improvement and must not be proposed. */
public record Temptation(String id, String table, List<String> columns, Kind kind, String why) {

    /** What one might be tempted to do. */
    public enum Kind {
        HASH_PARTITIONS,
        CLUSTER
    }

    /** The same of a sample whose relations and columns go by other names. */
    public Temptation renamed(UnaryOperator<String> name) {
        return new Temptation(id, name.apply(table), columns.stream().map(name).toList(), kind, why);
    }
}
