package io.howdah.engine.advise.vacuum;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Storage parameters of tables: what holds, and how they are changed and taken back. */
final class TableOptions {

    private TableOptions() {}

    /** The table's own parameter, else the server's setting of that name. */
    static double number(Catalog catalog, Relation table, String name, double otherwise) {
        var own = table.options().get(name);
        return own == null ? Settings.number(catalog, name, otherwise) : Double.parseDouble(own);
    }

    /** Whether the table has any of its own parameters that begin so. */
    static boolean hasOwn(Relation table, String prefix) {
        return table.options().keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    /** A parameter holds from the next vacuum, or the next page, on; it takes SHARE UPDATE EXCLUSIVE for a moment. */
    static Remedy remedy(Collection<Relation> tables, Map<String, String> values) {
        var sql = new ArrayList<String>();
        var undo = new ArrayList<String>();
        for (var table : tables) {
            var alter = "ALTER TABLE " + table.name().quoted();
            sql.add(alter + " SET (" + listed(values) + ");");
            undo(table, values.keySet()).forEach(change -> undo.add(alter + " " + change));
        }
        return new Remedy(sql, undo, Remedy.Effect.AT_ONCE);
    }

    private static List<String> undo(Relation table, Collection<String> names) {
        var reset = names.stream().filter(n -> !table.options().containsKey(n)).toList();
        var before = new LinkedHashMap<String, String>();
        names.stream()
                .filter(table.options()::containsKey)
                .forEach(n -> before.put(n, table.options().getOrDefault(n, "")));
        var undo = new ArrayList<String>();
        if (!reset.isEmpty()) {
            undo.add("RESET (" + String.join(", ", reset) + ");");
        }
        if (!before.isEmpty()) {
            undo.add("SET (" + listed(before) + ");");
        }
        return undo;
    }

    private static String listed(Map<String, String> values) {
        return values.entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .collect(joining(", "));
    }

    /** Tables by the partitioned table that they belong to, by themselves where to none; in the order given. */
    static Map<QualifiedName, List<Relation>> byWhole(Catalog catalog, List<Relation> tables) {
        var wholes = new LinkedHashMap<QualifiedName, List<Relation>>();
        for (var table : tables) {
            wholes.computeIfAbsent(whole(catalog, table), k -> new ArrayList<>())
                    .add(table);
        }
        return wholes;
    }

    private static QualifiedName whole(Catalog catalog, Relation table) {
        var name = table.name();
        var at = table;
        while (at.partitionBound() != null && at.parent() != null) {
            name = at.parent();
            var parent = catalog.relation(name);
            if (parent.isEmpty()) {
                break;
            }
            at = parent.get();
        }
        return name;
    }
}
