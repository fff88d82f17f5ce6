package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.SetStorageParameters;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Sets storage parameters under a lock in whose queue no reader and no writer stands; of a partitioned table on each partition. */
final class StoragePlan {

    private static final String OPTIONS = """
            SELECT o.option_name, o.option_value FROM pg_catalog.pg_class c, pg_catalog.pg_options_to_table(c.reloptions) o
             WHERE c.oid = CAST(? AS oid)
            UNION ALL
            SELECT 'toast.' || o.option_name, o.option_value FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid, pg_catalog.pg_options_to_table(t.reloptions) o
             WHERE c.oid = CAST(? AS oid)""";

    private final Planning planning;

    StoragePlan(Planning planning) {
        this.planning = planning;
    }

    void set(LiveTable table, SetStorageParameters change) throws SQLException {
        var parts = table.partitioned()
                ? table.partitions(planning.session()).stream()
                        .filter(p -> !p.partitioned())
                        .toList()
                : List.of(table);
        if (parts.isEmpty()) {
            planning.problem("Table " + table.name() + " is partitioned and has no partitions to set parameters of");
        }
        for (LiveTable part : parts) {
            planning.draft(part).rewrites(actions(change.set(), change.reset()).getFirst());
            planning.add(setting(part, change));
        }
    }

    private PlannedStep setting(LiveTable part, SetStorageParameters change) throws SQLException {
        var now = options(part);
        boolean already = now.entrySet().containsAll(change.set().entrySet())
                && change.reset().stream().noneMatch(now::containsKey);
        return Planning.together(part, summary(part, change), sql(part, change.set(), change.reset()))
                .undo(undo(part, change, now))
                .state(Planning.state(already));
    }

    private static String summary(LiveTable part, SetStorageParameters change) {
        return new SetStorageParameters(part.name(), change.set(), change.reset()).summary();
    }

    private Map<String, String> options(LiveTable part) throws SQLException {
        return planning
                .session()
                .query(OPTIONS, row -> Map.entry(row.getString(1), row.getString(2)), part.oid(), part.oid())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> undo(LiveTable part, SetStorageParameters change, Map<String, String> earlier) {
        var names = new TreeSet<>(change.set().keySet());
        names.addAll(change.reset());
        var set = new LinkedHashMap<String, String>();
        var reset = new ArrayList<String>();
        for (String name : names) {
            var value = earlier.get(name);
            if (value == null) {
                reset.add(name);
            } else {
                set.put(name, value);
            }
        }
        return sql(part, set, reset);
    }

    private static List<String> sql(LiveTable part, Map<String, String> set, List<String> reset) {
        var sql = new ArrayList<String>();
        sql.add(Locks.ask("ONLY " + part.name().quoted(), Ddl.SHARE_UPDATE_EXCLUSIVE));
        actions(set, reset).forEach(action -> sql.add(Ddl.alter(part.name(), action)));
        return sql;
    }

    private static List<String> actions(Map<String, String> set, List<String> reset) {
        var actions = new ArrayList<String>();
        if (!set.isEmpty()) {
            actions.add("SET ("
                    + set.entrySet().stream()
                            .map(e -> quoted(e.getKey()) + " = " + Name.literal(e.getValue()))
                            .collect(Collectors.joining(", "))
                    + ")");
        }
        if (!reset.isEmpty()) {
            actions.add("RESET (" + reset.stream().map(StoragePlan::quoted).collect(Collectors.joining(", ")) + ")");
        }
        return actions;
    }

    private static String quoted(String parameter) {
        return List.of(parameter.split("\\.")).stream().map(Name::quoted).collect(Collectors.joining("."));
    }
}
