package io.howdah.engine.catalog;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What extended statistics are, existing or wanted, apart from their name.
 *
 * @param kinds as CREATE STATISTICS takes them: ndistinct, dependencies, mcv
 * @param columns two to eight
 */
public record StatisticsDefinition(QualifiedName table, List<String> kinds, List<String> columns) {

    private static final Set<String> KINDS = Set.of("ndistinct", "dependencies", "mcv");

    /** The most columns that CREATE STATISTICS takes (STATS_MAX_DIMENSIONS). */
    public static final int MOST_COLUMNS = 8;

    /** Whether the server would take it, as far as that can be told without looking at the table. */
    public boolean isSound() {
        return !kinds.isEmpty()
                && KINDS.containsAll(kinds)
                && columns.size() >= 2
                && columns.size() <= MOST_COLUMNS
                && columns.stream().distinct().count() == columns.size();
    }

    /** CREATE STATISTICS under the given name; it locks out no reader and no writer. */
    public String createSql(QualifiedName name) {
        return "CREATE STATISTICS " + name.quoted() + " (" + String.join(", ", kinds) + ") ON " + list() + " FROM "
                + table.quoted();
    }

    /** What gathers them. */
    public String analyzeSql() {
        return "ANALYZE " + table.quoted() + " (" + list() + ")";
    }

    private String list() {
        return columns.stream().map(Name::quoted).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return table + " (" + String.join(", ", columns) + "): " + String.join(", ", kinds);
    }
}
