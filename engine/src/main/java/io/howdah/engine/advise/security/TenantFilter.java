package io.howdah.engine.advise.security;

import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.schema.TableStatements;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How a table's rows are divided among tenants, as the statements that run say it. */
final class TenantFilter {

    private static final Set<String> EQUAL = Set.of("=", "in");

    private TenantFilter() {}

    /**
     * A column that nearly all statements on a table compare with a value.
     *
     * @param table the table
     * @param calls of statements that read, change or delete its rows
     * @param share of these calls that compare it
     */
    record Divided(Relation table, Column column, double calls, double share) {}

    /** The columns of tables that refer to the same tenants, each with its share; those of no statement are left out. */
    static List<Divided> of(Scene scene, double least) {
        var statements = TableStatements.of(scene);
        var divided = new ArrayList<Divided>();
        for (var table : OwnTables.of(scene.catalog())) {
            var on = statements.on(table).stream()
                    .filter(r -> !r.mentions().does("insert"))
                    .toList();
            double calls = on.stream().mapToDouble(e -> e.statement().calls()).sum();
            for (var column : candidates(table, calls)) {
                double with = on.stream()
                        .filter(e -> e.mentions().compares(table, column.name(), EQUAL))
                        .mapToDouble(e -> e.statement().calls())
                        .sum();
                if (with >= least * calls) {
                    divided.add(new Divided(table, column, calls, with / calls));
                }
            }
        }
        return divided;
    }

    /** Columns that refer to another table, or that are no key: the key itself is compared to find a row. */
    private static List<Column> candidates(Relation table, double calls) {
        if (calls <= 0) {
            return List.of();
        }
        return table.columns().stream()
                .filter(c -> c.notNull() && !isKey(table, c))
                .toList();
    }

    private static boolean isKey(Relation table, Column column) {
        return table.constraints().stream()
                .anyMatch(k -> (k.kind() == Constraint.Kind.PRIMARY_KEY || k.kind() == Constraint.Kind.UNIQUE)
                        && k.columns().equals(List.of(column.name())));
    }
}
