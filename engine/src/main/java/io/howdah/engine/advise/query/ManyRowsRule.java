package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sees queries that send very many rows with each call and name no limit. */
public final class ManyRowsRule implements Rule {

    private static final Threshold ROWS = new Threshold(
            "many-rows.rows", 10_000, "rows a call", "ours: more than anybody reads, and than most pages hold");

    private static final Threshold CALLS =
            new Threshold("many-rows.calls", 10, "calls", "an export that ran a few times may well send much");

    private static final Threshold SHARE = new Threshold(
            "many-rows.share", 0.01, "share of the time", "less is not worth a change of the application");

    @Override
    public String slug() {
        return "many-rows";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ROWS, CALLS, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return StatementFindings.merged(TextOf.costliest(scene).stream()
                .filter(s -> s.calls() >= scene.of(CALLS)
                        && s.rowsPerCall() >= scene.of(ROWS)
                        && StatementFindings.share(s, scene) >= scene.of(SHARE))
                .filter(s -> sendsAll(Tokens.of(s.text())))
                .map(s -> finding(s, scene)));
    }

    /** Rows that a statement changes are counted too, but not sent. */
    private static boolean sendsAll(List<Token> tokens) {
        return tokens.stream()
                .noneMatch(t -> t.is("insert")
                        || t.is("update")
                        || t.is("delete")
                        || t.is("merge")
                        || t.is("limit")
                        || t.is("fetch"));
    }

    private Finding finding(Statement statement, Scene scene) {
        var title = String.format(Locale.ROOT, "sends %,.0f rows with each call", statement.rowsPerCall());
        return StatementFindings.of(
                slug(),
                Severity.INFO,
                statement,
                scene,
                title,
                "Each row is formed, sent, parsed and kept in memory, usually all of them before the first is looked at. A LIMIT"
                        + " with pages by the last row, a sum where only the sum is used, or a cursor (a fetch size, outside of"
                        + " autocommit) for what really needs all rows.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        String.format(
                                Locale.ROOT,
                                "%,.0f calls gave %,.0f rows each, in %.1f ms",
                                statement.calls(),
                                statement.rowsPerCall(),
                                statement.meanMs()),
                        Map.of("rows_per_call", statement.rowsPerCall()))));
    }
}
