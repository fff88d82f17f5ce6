package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** A catalog with tables that are built otherwise: at once, but for columns, retyped when the schema is on a server. */
final class Remodelled {

    private final List<Structure> structures;
    private final List<String> notes = new ArrayList<>();
    private final Catalog catalog;

    Remodelled(Catalog original, Set<Structure> structures) {
        this.structures = structures.stream()
                .sorted(Comparator.comparing(Structure::toString))
                .toList();
        var changed = original;
        for (var structure : this.structures) {
            if (structure instanceof Structure.Partitioned partitioned) {
                changed = PartitionedTable.in(changed, partitioned, notes);
            }
        }
        for (var structure : this.structures) {
            changed = switch (structure) {
                case Structure.Dependent dependent -> AddedStatistics.in(changed, dependent);
                case Structure.DistinctTogether distinct -> AddedStatistics.in(changed, distinct);
                case Structure.Together together -> AddedStatistics.in(changed, together);
                case Structure.Gathered gathered -> gathered(changed, gathered);
                case Structure.Partitioned done -> changed;
                case Structure.Retyped later -> changed;
            };
        }
        this.catalog = changed;
    }

    private static Catalog gathered(Catalog catalog, Structure.Gathered gathered) {
        return catalog.withRelations(catalog.relations().stream()
                .map(r -> r.name().equals(gathered.table()) ? with(r, gathered) : r)
                .toList());
    }

    private static Relation with(Relation table, Structure.Gathered gathered) {
        return table.withColumns(table.columns().stream()
                .map(c -> c.name().equals(gathered.column()) ? c.with(gathered.statistics()) : c)
                .toList());
    }

    /** As the schema is to be created; columns have their first types yet. */
    Catalog catalog() {
        return catalog;
    }

    /** Changes the types on the server, where no relation has a size yet, and gives the catalog as it is then. */
    Catalog retype(Connection connection, Statement session) throws SQLException {
        var changed = catalog;
        for (var structure : structures) {
            if (structure instanceof Structure.Retyped retyped) {
                changed = new RetypedColumn(connection, session, retyped, notes).in(changed);
            }
        }
        return changed;
    }

    List<String> notes() {
        return notes;
    }
}
