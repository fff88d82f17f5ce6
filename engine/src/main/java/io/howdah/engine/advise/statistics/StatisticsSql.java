package io.howdah.engine.advise.statistics;

import io.howdah.engine.advise.Remedy;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.StatisticsDefinition;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.Step;
import java.util.List;
import java.util.regex.Pattern;

/** Statistics in SQL. */
final class StatisticsSql {

    /** As {@code pg_get_statisticsobjdef} writes them; all kinds where none is named. */
    private static final Pattern DEFINITION =
            Pattern.compile("CREATE STATISTICS .*?(?: \\(([a-z, ]+)\\))? ON (.*) FROM .*", Pattern.DOTALL);

    private StatisticsSql() {}

    /** The same by hand. */
    static Remedy remedy(Change change) {
        return new Remedy(sql(change.steps()), sql(change.undo()), Remedy.Effect.AT_ONCE);
    }

    private static List<String> sql(List<Step> steps) {
        return steps.stream().map(s -> s.sql() + ";").toList();
    }

    /** Whether there are such statistics already, on these columns at least, whatever they hold. */
    static boolean areThere(StatisticsDefinition wanted, Catalog catalog) {
        return catalog.extendedStatistics().stream()
                .filter(s -> s.table().equals(wanted.table()))
                .anyMatch(s -> cover(s.definitionSql(), wanted));
    }

    private static boolean cover(String definition, StatisticsDefinition wanted) {
        var parts = DEFINITION.matcher(definition);
        if (!parts.matches()) {
            return false;
        }
        var kinds = parts.group(1);
        var columns = wanted.columns().stream().map(Name::quoted).toList();
        return (kinds == null || List.of(kinds.split(", ")).containsAll(wanted.kinds()))
                && List.of(parts.group(2).split(", ")).containsAll(columns);
    }
}
