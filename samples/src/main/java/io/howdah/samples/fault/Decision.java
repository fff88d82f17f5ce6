package io.howdah.samples.fault;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Something that would be better otherwise, and that only a user can decide on: it changes results, promises or the
 * application. It is to be laid out with its choices, and not to be done unasked.
 *
 * @param columns those that the change is by or on
 * @param statements the names of the workload's statements that it is for; none when it is for the data's sake
 */
public record Decision(String id, String table, List<String> columns, Kind kind, List<String> statements)
        implements Fault {

    /** What is to be decided on. */
    public enum Kind {
        UNIQUE_INDEX,
        RANGE_PARTITIONS,
        LIST_PARTITIONS,
        MAINTAINED_COUNT,
        MATERIALIZED_VIEW,
        TRIGGER,
        FULL_TEXT,
        /** A search by pattern that could be a search by key. */
        EXACT_MATCH,
        /** Text of few values that could be small numbers or an enumeration. */
        CODED_TEXT,
        /** Settings of autovacuum for how the table is written. */
        AUTOVACUUM,
        ROW_SECURITY,
        /** Settings of the server, which is nobody's table. */
        SETTINGS
    }

    @Override
    public Decision renamed(UnaryOperator<String> name) {
        return new Decision(id, name.apply(table), columns.stream().map(name).toList(), kind, statements);
    }
}
