package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.SelectText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.PlainSelect;

/** Sees SELECT * of tables with wide columns: what nobody reads is fetched, detoasted, sent and parsed. */
public final class SelectStarRule implements Rule {

    private static final Threshold WIDTH = new Threshold(
            "select-star.width",
            200,
            "bytes",
            "a column this wide outweighs some twenty of eight bytes and their overhead");

    private static final Threshold SHARE = new Threshold(
            "select-star.share", 0.01, "share of the time", "less is not worth a change of the application");

    @Override
    public String slug() {
        return "select-star";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WIDTH, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return StatementFindings.merged(TextOf.costliest(scene).stream()
                .filter(s -> StatementFindings.share(s, scene) >= scene.of(SHARE))
                .flatMap(s -> table(s, scene).flatMap(t -> finding(s, t, scene)).stream()));
    }

    private static Optional<Relation> table(Statement statement, Scene scene) {
        return SelectText.parse(statement.text())
                .flatMap(Selects::plain)
                .filter(SelectStarRule::givesEverything)
                .flatMap(select -> Scope.of(select, scene.catalog()))
                .map(scope -> scope.tables().values().iterator().next());
    }

    private static boolean givesEverything(PlainSelect select) {
        return Selects.joins(select).isEmpty()
                && select.getSelectItems().stream().anyMatch(i -> i.getExpression() instanceof AllColumns);
    }

    private Optional<Finding> finding(Statement statement, Relation table, Scene scene) {
        var wide = table.columns().stream()
                .filter(c -> width(c) >= scene.of(WIDTH))
                .toList();
        if (wide.isEmpty()) {
            return Optional.empty();
        }
        var names =
                wide.stream().map(c -> c.name() + " (" + width(c) + " bytes)").collect(Collectors.joining(", "));
        int all = table.columns().stream().mapToInt(SelectStarRule::width).sum();
        return Optional.of(StatementFindings.of(
                slug(),
                Severity.INFO,
                statement,
                scene,
                "SELECT * of " + table.name() + " fetches " + names,
                "Name the columns that are used. What is left out need not be fetched from TOAST, sent and parsed, and an"
                        + " index may come to hold all that is asked for.",
                List.of(Evidence.catalog("a row is " + all + " bytes on average, " + names))));
    }

    private static int width(Column column) {
        var statistics = column.statistics();
        return statistics == null ? 0 : statistics.averageWidth();
    }
}
