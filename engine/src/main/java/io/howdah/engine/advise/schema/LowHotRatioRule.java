package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Command;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RelationUse;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.UpdatedColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Sees much-updated tables whose updates write every index, though they change no indexed column: the new version finds no room
 * on its page.
 */
public final class LowHotRatioRule implements Rule {

    private static final Threshold UPDATES =
            new Threshold("low-hot-ratio.updates", 10_000, "updates", "ours: fewer say little");
    private static final Threshold SHARE = new Threshold(
            "low-hot-ratio.share", 0.5, "share", "ours: at less than half HOT the indexes take most of the writing");

    @Override
    public String slug() {
        return "low-hot-ratio";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(UPDATES, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var findings = new ArrayList<Finding>();
        var statements = TableStatements.of(scene);
        for (var table : OwnTables.of(scene.catalog())) {
            var use = table.use();
            if (use == null
                    || use.updated() < Math.max(1, scene.of(UPDATES))
                    || use.hotUpdated() >= scene.of(SHARE) * use.updated()
                    || table.indexes().isEmpty()
                    || table.options().containsKey("fillfactor")) {
                continue;
            }
            var updates = statements.on(table).stream()
                    .filter(r -> r.mentions().does("update"))
                    .map(TableStatements.Read::statement)
                    .toList();
            double free = calls(
                    updates.stream().filter(s -> setsNoIndexed(scene, table, s)).toList());
            if (!updates.isEmpty() && free >= 0.5 * calls(updates)) {
                findings.add(finding(table, use, free / calls(updates)));
            }
        }
        return List.copyOf(findings);
    }

    private static double calls(List<Statement> statements) {
        return statements.stream().mapToDouble(Statement::calls).sum();
    }

    /** No index has a column that it sets, be it as a key, carried, or in a condition; from 16 on BRIN does not count. */
    private static boolean setsNoIndexed(Scene scene, Relation table, Statement statement) {
        var set = UpdatedColumns.of(statement.text());
        boolean summaries = scene.catalog().server().major() < 16;
        return table.indexes().stream()
                .filter(i -> summaries || !i.definition().method().equals("brin"))
                .noneMatch(i -> set.stream()
                        .anyMatch(column -> i.definition().keys().stream()
                                        .anyMatch(k -> column.equals(k.column())
                                                || (k.column() == null
                                                        && k.expression().contains(column)))
                                || i.definition().include().contains(column)
                                || Objects.requireNonNullElse(i.definition().predicate(), "")
                                        .contains(column)));
    }

    private Finding finding(Relation table, RelationUse use, double free) {
        double share = (double) use.hotUpdated() / use.updated();
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        table.name().toString(),
                        "only %s of the updates of %s are HOT".formatted(Figures.percent(share), table.name()),
                        "Most of them change no column of an index, and still write all %d indexes, since the page has no room for the new version. With some room left on each page they would not."
                                .formatted(table.indexes().size()),
                        List.of(
                                new Evidence(
                                        Evidence.Label.CATALOG,
                                        "%,d of %,d updates were HOT".formatted(use.hotUpdated(), use.updated()),
                                        Map.of("updates", (double) use.updated(), "hot_share", share)),
                                new Evidence(
                                        Evidence.Label.CATALOG,
                                        "%s of the calls that update it set no column of an index"
                                                .formatted(Figures.percent(free)),
                                        Map.of("share_of_calls", free))))
                .deciding(Decision.whether(
                                "leave a tenth of each page free",
                                List.of(
                                        "Pages written from now on; those there are filled as they were until they are rewritten.",
                                        "The table grows by a tenth, and what reads all of it gets that much slower."),
                                TableRule.alter(table, "SET (fillfactor = 90)"))
                        .or(
                                "the same, and write the pages that are there anew",
                                List.of(
                                        "Helps at once, and not only with time.",
                                        "VACUUM FULL locks readers and writers out while it copies the table; pg_repack does the same with writes going on."),
                                TableRule.alter(table, "SET (fillfactor = 90)"),
                                "VACUUM (FULL, ANALYZE) " + table.name().quoted())
                        .by(
                                Command.change(TableRule.alter(table, "SET (fillfactor = 90)")),
                                Command.change("VACUUM FULL " + table.name().quoted())));
    }
}
