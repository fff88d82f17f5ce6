package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ExtendedStatistics;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A catalog with extended statistics that nobody made yet; what ANALYZE would find in them is given. */
final class AddedStatistics {

    /** As many columns as CREATE STATISTICS takes (STATS_MAX_DIMENSIONS). */
    private static final int MOST_COLUMNS = 8;

    private AddedStatistics() {}

    static Catalog in(Catalog catalog, Structure.Dependent added) {
        if (!(added.degree() >= 0 && added.degree() <= 1)) {
            throw Problem.input("the degree of a dependency is from 0 to 1, and not " + Plain.number(added.degree()));
        }
        var table = table(catalog, added.table());
        var names =
                Stream.concat(added.from().stream(), Stream.of(added.column())).toList();
        var columns = columns(table, names);
        var numbers = columns.stream().map(Column::number).toList();
        return with(
                catalog,
                table,
                "dependencies",
                names,
                new ExtendedStatistics.Data(
                        inherited(table),
                        List.of(),
                        List.of(new ExtendedStatistics.Dependency(numbers, added.degree())),
                        List.of(),
                        List.of()));
    }

    static Catalog in(Catalog catalog, Structure.DistinctTogether added) {
        if (!(added.count() >= 1)) {
            throw Problem.input("there is at least one combination, and not " + Plain.number(added.count()));
        }
        var table = table(catalog, added.table());
        var columns = columns(table, added.columns());
        return with(
                catalog,
                table,
                "ndistinct",
                added.columns(),
                new ExtendedStatistics.Data(
                        inherited(table),
                        combinations(table, columns, added.count()),
                        List.of(),
                        List.of(),
                        List.of()));
    }

    static Catalog in(Catalog catalog, Structure.Together added) {
        var table = table(catalog, added.table());
        columns(table, added.columns());
        return with(catalog, table, "dependencies, mcv", added.columns(), added.data());
    }

    /** The planner wants a count for every part of the columns: as many as if they were independent, at most the whole's. */
    private static List<ExtendedStatistics.Distinct> combinations(Relation table, List<Column> columns, double count) {
        var found = new ArrayList<ExtendedStatistics.Distinct>();
        for (int set = 0; set < 1 << columns.size(); set++) {
            if (Integer.bitCount(set) < 2) {
                continue;
            }
            var numbers = new ArrayList<Integer>();
            double product = 1;
            for (int i = 0; i < columns.size(); i++) {
                if ((set >> i & 1) == 1) {
                    var statistics = columns.get(i).statistics();
                    numbers.add(columns.get(i).number());
                    product *= statistics == null ? count : statistics.distinctAmong(table.estimatedRows());
                }
            }
            boolean whole = numbers.size() == columns.size();
            numbers.sort(null);
            found.add(new ExtendedStatistics.Distinct(List.copyOf(numbers), whole ? count : Math.min(count, product)));
        }
        return found;
    }

    private static Relation table(Catalog catalog, QualifiedName name) {
        return catalog.relation(name).orElseThrow(() -> Problem.input("there is no table " + name));
    }

    private static List<Column> columns(Relation table, List<String> names) {
        if (names.stream().distinct().count() < 2 || names.size() > MOST_COLUMNS) {
            throw Problem.input("extended statistics are on two to eight different columns of " + table.name());
        }
        return names.stream()
                .map(name -> table.column(name)
                        .orElseThrow(() -> Problem.input("there is no column " + name + " in " + table.name())))
                .toList();
    }

    private static boolean inherited(Relation table) {
        return table.kind() == Relation.Kind.PARTITIONED_TABLE;
    }

    private static Catalog with(
            Catalog catalog, Relation table, String kind, List<String> columns, ExtendedStatistics.Data data) {
        var all = new ArrayList<>(catalog.extendedStatistics());
        var name = new QualifiedName(table.name().schema(), "howdah_statistics_" + (all.size() + 1));
        var sql = "CREATE STATISTICS " + name.quoted() + " (" + kind + ") ON "
                + columns.stream().map(Name::quoted).collect(Collectors.joining(", ")) + " FROM "
                + table.name().quoted();
        all.add(new ExtendedStatistics(name, table.name(), sql, List.of(data)));
        return Changed.extendedStatistics(catalog, all);
    }
}
