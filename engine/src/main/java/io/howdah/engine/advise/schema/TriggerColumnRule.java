package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Guards;
import io.howdah.engine.catalog.Guards.Routine;
import io.howdah.engine.catalog.Guards.Trigger;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sees triggers whose function names a column of NEW or OLD that their table does not have: a function that was written for another
 * table, or a column that was dropped since. PL/pgSQL looks for it only when it gets there.
 */
public final class TriggerColumnRule implements Rule {

    /** A schema of such a name cannot be told from a row. */
    private static final Set<String> ROWS = Set.of("new", "old");

    @Override
    public String slug() {
        return "trigger-column";
    }

    /** A trigger with its table and the function that it runs. */
    private record Placed(Trigger trigger, Relation table, Routine function) {

        /** Columns that the function names and the table lacks. */
        List<String> missing() {
            var names = RowNames.of(function.body());
            return names.isCareful() || names.asksForOther(trigger.event())
                    ? List.of()
                    : names.columns(trigger.event()).stream()
                            .filter(c -> table.column(c).isEmpty())
                            .toList();
        }
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var guards = scene.catalog().guards();
        if (guards.schemas().stream().anyMatch(s -> ROWS.contains(s.name()))) {
            return List.of();
        }
        var tables = scene.catalog().relations().stream()
                .filter(OwnTables::isOwn)
                .collect(toMap(Relation::name, r -> r, (first, again) -> first));
        var placed = guards.triggers().stream()
                .filter(t -> t.enabled() && Boolean.TRUE.equals(t.perRow()))
                .flatMap(t -> placed(guards, tables, t).stream())
                .toList();
        return placed.stream()
                .filter(p -> !p.missing().isEmpty() && !isOfParent(guards, p))
                .map(p -> finding(p, placed))
                .toList();
    }

    private static Optional<Placed> placed(Guards guards, Map<QualifiedName, Relation> tables, Trigger trigger) {
        var table = tables.get(trigger.table());
        return table == null ? Optional.empty() : function(guards, trigger).map(f -> new Placed(trigger, table, f));
    }

    /** Partitions have the triggers of the whole, and its columns. */
    private static boolean isOfParent(Guards guards, Placed placed) {
        var parent = placed.table().parent();
        return parent != null
                && guards.triggersOf(parent).stream()
                        .anyMatch(t -> t.function().equals(placed.function().name()));
    }

    private static Optional<Routine> function(Guards guards, Trigger trigger) {
        return guards.routines().stream()
                .filter(r -> r.name().equals(trigger.function())
                        && "trigger".equals(r.result())
                        && r.language().equals("plpgsql"))
                .findFirst();
    }

    private Finding finding(Placed placed, List<Placed> all) {
        var trigger = placed.trigger();
        var function = placed.function();
        var columns = placed.missing().stream().map(Name::quoted).collect(joining(", "));
        var name = trigger.table() + "." + Name.quoted(trigger.name());
        return Finding.of(
                        slug(),
                        Severity.WARNING,
                        name,
                        "%s runs %s, which names %s: %s has no such column"
                                .formatted(name, function.signature(), columns, trigger.table()),
                        (RowNames.of(function.body()).isConditional()
                                        ? "The statement that gets to that line ends with an error (record has no field)"
                                        : "Each row that it fires for ends with an error (record has no field)")
                                + ", and the transaction with it. PL/pgSQL looks for the column when it runs, not when the function is made or the column is dropped.",
                        evidence(placed, all, columns))
                .deciding(Decision.whether(
                                "a function of its own for this table, or the name that the column has now",
                                List.of(
                                        "One that serves several tables asks TG_TABLE_NAME first, or takes the column's name from TG_ARGV."))
                        .or(
                                "drop the trigger, where the table was not meant",
                                List.of("The function stays for other tables."),
                                "DROP TRIGGER " + Name.quoted(trigger.name()) + " ON "
                                        + trigger.table().quoted()));
    }

    private static List<Evidence> evidence(Placed placed, List<Placed> all, String columns) {
        var there = placed.table().columns().stream()
                .map(c -> Name.quoted(c.name()))
                .collect(joining(", "));
        var right = all.stream()
                .filter(p ->
                        p.function().equals(placed.function()) && p.missing().isEmpty())
                .map(p -> p.table().name().toString())
                .distinct()
                .limit(5)
                .collect(joining(", "));
        return List.of(
                Evidence.catalog("fires on %s of %s, whose columns are %s"
                        .formatted(
                                String.join(", ", placed.trigger().event()),
                                placed.table().name(),
                                there)),
                Evidence.catalog(right.isEmpty() ? "no table that runs it has " + columns : "right for " + right));
    }
}
