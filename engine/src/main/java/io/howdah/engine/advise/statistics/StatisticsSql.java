package io.howdah.engine.advise.statistics;

import io.howdah.engine.advise.Remedy;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.stream.Collectors;

/** Extended statistics in SQL. */
final class StatisticsSql {

    private StatisticsSql() {}

    /**
     * Makes them and gathers them; both lock out no reader and no writer.
     *
     * @param kinds as CREATE STATISTICS takes them
     */
    static Remedy remedy(QualifiedName table, List<String> columns, String kinds) {
        var name = new QualifiedName(
                table.schema(),
                Name.limited(table.name() + "_" + String.join("_", columns) + "_" + kinds.split(",", 2)[0]));
        var list = columns.stream().map(Name::quoted).collect(Collectors.joining(", "));
        return new Remedy(
                List.of(
                        "CREATE STATISTICS " + name.quoted() + " (" + kinds + ") ON " + list + " FROM " + table.quoted()
                                + ";",
                        "ANALYZE " + table.quoted() + " (" + list + ");"),
                List.of("DROP STATISTICS " + name.quoted() + ";"),
                Remedy.Effect.AT_ONCE);
    }
}
