package io.howdah.engine.advise.schema;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Optional;

/** Sees columns of large tables that are null in every row. */
public final class DeadColumnRule implements Rule {

    private static final Threshold ROWS =
            new Threshold("dead-column.rows", 100_000, "rows", "ours: in fewer the feature may be young");

    @Override
    public String slug() {
        return "dead-column";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ROWS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var statements = TableStatements.of(scene);
        return OwnTables.of(scene.catalog()).stream()
                .filter(t -> t.estimatedRows() >= Math.max(1, scene.of(ROWS)))
                .flatMap(t -> finding(t, dead(t, statements)).stream())
                .toList();
    }

    private static List<Column> dead(Relation table, TableStatements statements) {
        return table.columns().stream()
                .filter(DeadColumnRule::isNull)
                .filter(c -> statements.on(table).stream()
                        .noneMatch(r -> r.mentions().names(table, c.name())))
                .toList();
    }

    private static boolean isNull(Column column) {
        var statistics = column.statistics();
        return statistics != null && statistics.nullFraction() >= 1;
    }

    private Optional<Finding> finding(Relation table, List<Column> dead) {
        return dead.isEmpty() ? Optional.empty() : Optional.of(made(table, dead));
    }

    private Finding made(Relation table, List<Column> dead) {
        var names = dead.stream().map(c -> Name.quoted(c.name())).collect(joining(", "));
        return Finding.of(
                        slug(),
                        Severity.INFO,
                        table.name().toString(),
                        "%s of %s: null in every row".formatted(names, table.name()),
                        "Nobody fills it, and no statement that is known names it. A null gives each row a bitmap of nulls.",
                        List.of(Evidence.catalog(
                                "all null in the rows that ANALYZE read, of %,.0f".formatted(table.estimatedRows()))))
                .deciding(Decision.whether(
                                "drop it",
                                List.of(
                                        "At once, without a rewrite; what still names it fails, so look through the application first."),
                                TableRule.alter(
                                        table,
                                        dead.stream()
                                                .map(c -> "DROP COLUMN " + Name.quoted(c.name()))
                                                .collect(joining(", "))))
                        .or(
                                "give it another name first, and drop it a release later",
                                List.of("What still names it fails as well, but one statement brings it back."),
                                dead.stream()
                                        .map(c -> TableRule.alter(
                                                table,
                                                "RENAME COLUMN " + Name.quoted(c.name()) + " TO "
                                                        + Name.quoted("unused_" + c.number())))
                                        .toArray(String[]::new)));
    }
}
