package io.howdah.engine.twin;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which index is a partition of which. */
final class IndexTree {

    private final Map<Long, List<Long>> children = new HashMap<>();

    /** Adds what the twin knows now. */
    void read(Statement session) throws SQLException {
        children.clear();
        try (var rows = session.executeQuery("/* howdah */ SELECT i.inhparent, i.inhrelid FROM pg_catalog.pg_inherits i"
                + " JOIN pg_catalog.pg_class c ON c.oid = i.inhparent WHERE c.relkind = 'I'")) {
            while (rows.next()) {
                children.computeIfAbsent(rows.getLong(1), oid -> new ArrayList<>())
                        .add(rows.getLong(2));
            }
        }
    }

    /** The indexes and all their partitions. */
    Set<Long> with(Collection<Long> indexes) {
        var all = new LinkedHashSet<Long>();
        indexes.forEach(index -> collect(index, all));
        return all;
    }

    private void collect(long index, Set<Long> into) {
        into.add(index);
        children.getOrDefault(index, List.of()).forEach(child -> collect(child, into));
    }
}
