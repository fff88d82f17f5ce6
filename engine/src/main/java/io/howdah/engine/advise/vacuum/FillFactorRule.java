package io.howdah.engine.advise.vacuum;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RelationUse;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import io.howdah.engine.sql.UpdatedColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sees updates that go to other pages for want of room, so that every index gets an entry for each.
 *
 * <p>An update that changes no indexed column stays in its page where there is room, and leaves the indexes alone (HOT;
 * manual, section 66.7). From 16 on the server counts updates that went elsewhere; before, low shares of HOT updates
 * count where the workload shows that no indexed column is set.
 */
public final class FillFactorRule implements Rule {

    private static final Threshold UPDATES =
            new Threshold("fill-factor.updates", 10000, "updates since the counters began", "ours: fewer say nothing");
    private static final Threshold MOVED = new Threshold(
            "fill-factor.moved",
            0.4,
            "share of the updates that leave their page",
            "ours: pg-extras low_hot is at a HOT share of one half");

    @Override
    public String slug() {
        return "fill-factor";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(UPDATES, MOVED);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var findings = new ArrayList<Finding>();
        for (var table : scene.catalog().relations()) {
            var use = table.use();
            if (use != null
                    && use.updated() >= scene.of(UPDATES)
                    && !table.options().containsKey("fillfactor")) {
                double moved = moved(scene, table, use);
                if (moved >= scene.of(MOVED)) {
                    findings.add(finding(table, use, moved));
                }
            }
        }
        return List.copyOf(findings);
    }

    /** The share of the updates that could have stayed in their page and did not. */
    private static double moved(Scene scene, Relation table, RelationUse use) {
        if (setsIndexedColumn(scene, table)) {
            return 0;
        }
        var counted = scene.catalog().state().upkeep(table).newPageUpdated();
        return counted == null ? 1 - (double) use.hotUpdated() / use.updated() : (double) counted / use.updated();
    }

    /** Whether an update of the workload sets a column of an index, which no fill factor helps. */
    private static boolean setsIndexedColumn(Scene scene, Relation table) {
        var indexed = table.indexes().stream().flatMap(FillFactorRule::columns).collect(Collectors.toSet());
        return scene.workload().statements().stream()
                .filter(s -> names(s.text(), table.name().name()))
                .flatMap(s -> UpdatedColumns.of(s.text()).stream())
                .anyMatch(indexed::contains);
    }

    /** Those of its keys, expressions and condition: every name in them. */
    private static Stream<String> columns(Index index) {
        var definition = index.definition();
        var texts = Stream.concat(
                definition.keys().stream().map(IndexKey::expression), Stream.ofNullable(definition.predicate()));
        return Stream.concat(
                definition.include().stream(),
                texts.flatMap(t -> Tokens.of(t).stream()).filter(Token::isName).map(Token::name));
    }

    private static boolean names(String sql, String table) {
        return Tokens.of(sql).stream().anyMatch(t -> t.isName() && t.name().equals(table));
    }

    private Finding finding(Relation table, RelationUse use, double moved) {
        int factor = moved >= 0.7 ? 80 : 90;
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        "table " + table.name(),
                        Amount.share(moved) + " of the updates of " + table.name() + " find no room in their page",
                        "Each then writes an entry into all " + table.indexes().size()
                                + " indexes, and a page of WAL more. With"
                                + " room left, updates stay in their page. It holds for pages written from now on: VACUUM FULL or a"
                                + " rebuild brings it to the rest, for " + Amount.share((100.0 - factor) / factor)
                                + " more disk.",
                        List.of(new Evidence(
                                Evidence.Label.CATALOG,
                                Amount.count(use.updated()) + " updates, " + Amount.count(use.hotUpdated())
                                        + " of them HOT",
                                Map.of(
                                        "updated",
                                        (double) use.updated(),
                                        "hot",
                                        (double) use.hotUpdated(),
                                        "moved",
                                        moved))))
                .mendedBy(TableOptions.remedy(List.of(table), Map.of("fillfactor", String.valueOf(factor))));
    }
}
