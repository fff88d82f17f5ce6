package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.MarkClustered;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Marks the index that CLUSTER goes by, under a lock in whose queue no reader and no writer stands. */
final class ClusterMarkPlan {

    private static final String INDEXES = """
            SELECT c.relname, i.indisclustered, i.indisvalid, i.indpred IS NULL AS whole,
                   pg_catalog.pg_index_has_property(c.oid, 'clusterable') AS clusterable
              FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
             WHERE i.indrelid = CAST(? AS oid)""";

    private final Planning planning;

    ClusterMarkPlan(Planning planning) {
        this.planning = planning;
    }

    private record Candidate(String name, boolean marked, boolean valid, boolean whole, boolean clusterable) {

        static Candidate read(ResultSet row) throws SQLException {
            return new Candidate(
                    row.getString("relname"),
                    row.getBoolean("indisclustered"),
                    row.getBoolean("indisvalid"),
                    row.getBoolean("whole"),
                    row.getBoolean("clusterable"));
        }
    }

    void mark(LiveTable table, MarkClustered change) throws SQLException {
        var indexes = planning.session().query(INDEXES, Candidate::read, table.oid());
        var against = against(table, change.index(), indexes);
        if (against.isPresent()) {
            planning.problem(against.get());
            return;
        }
        var earlier = indexes.stream()
                .filter(Candidate::marked)
                .map(Candidate::name)
                .findFirst()
                .orElse(null);
        boolean already = Optional.ofNullable(earlier).equals(Optional.ofNullable(change.index()));
        planning.add(Planning.together(table, change.summary(), sql(table, change.index()))
                .undo(sql(table, earlier))
                .state(Planning.state(already)));
    }

    private static Optional<String> against(LiveTable table, @Nullable String wished, List<Candidate> indexes) {
        if (table.partitioned()) {
            return Optional.of("Table " + table.name()
                    + " is partitioned, and indexes are marked for CLUSTER on partitions only; name one");
        }
        if (wished == null) {
            return Optional.empty();
        }
        var found = indexes.stream().filter(i -> i.name().equals(wished)).findFirst();
        if (found.isEmpty()) {
            return Optional.of("Table " + table.name() + " has no index " + Name.quoted(wished));
        }
        boolean fit = found.get().valid() && found.get().whole() && found.get().clusterable();
        return fit
                ? Optional.empty()
                : Optional.of("Index " + Name.quoted(wished) + " of " + table.name()
                        + " cannot be marked for CLUSTER: it must be valid, of all rows, and of a kind that has an"
                        + " order, as a btree has");
    }

    private static List<String> sql(LiveTable table, @Nullable String index) {
        var action = index == null ? "SET WITHOUT CLUSTER" : "CLUSTER ON " + Name.quoted(index);
        return List.of(
                Locks.ask("ONLY " + table.name().quoted(), Ddl.SHARE_UPDATE_EXCLUSIVE),
                Ddl.alter(table.name(), action));
    }
}
