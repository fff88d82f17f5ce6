package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.AvailableExtension;
import io.howdah.engine.sql.Expression;
import io.howdah.engine.sql.Expression.ColumnRef;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sees LIKE with a pattern that may begin with anything, for which the whole table is read. */
public final class LeadingWildcardRule implements Rule {

    private static final Threshold SHARE = new Threshold(
            "leading-wildcard.share", 0.01, "share of the time", "less is not worth an index or a change");

    /** LIKE and ILIKE as the server writes them. */
    private static final Set<String> LIKE = Set.of("~~", "~~*");

    @Override
    public String slug() {
        return "leading-wildcard";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return StatementFindings.merged(Filtered.of(scene).stream()
                .filter(f -> StatementFindings.share(f.form().statement(), scene) >= scene.of(SHARE))
                .filter(f -> isUnanchored(f.condition()))
                .map(f -> finding(f, scene)));
    }

    private static boolean isUnanchored(Expression condition) {
        return condition instanceof Expression.Operation o
                && LIKE.contains(o.operator())
                && o.right().uncast() instanceof Expression.Literal pattern
                && pattern.value() != null
                && (pattern.value().startsWith("%") || pattern.value().startsWith("_"));
    }

    private Finding finding(Filtered filtered, Scene scene) {
        var column = filtered.condition().columns().stream()
                .map(ColumnRef::column)
                .findFirst()
                .orElse("?");
        boolean trigrams = scene.catalog().definitions().creatable().stream()
                .map(AvailableExtension::name)
                .anyMatch("pg_trgm"::equals);
        return StatementFindings.of(
                slug(),
                Severity.NOTICE,
                filtered.form().statement(),
                scene,
                "looks for a part of " + column + " in every row of "
                        + filtered.table().name(),
                "A B-tree finds beginnings only. If whole values or beginnings are meant, write = or leave the first % out; for words a"
                        + " full-text search; for parts a GIN index of trigrams (pg_trgm"
                        + (trigrams ? ", which this server has" : "") + "), which howdah advise prices.",
                List.of(new Evidence(
                        Evidence.Label.ESTIMATED,
                        "the plan reads all of %s, %,.0f rows"
                                .formatted(
                                        filtered.table().name(),
                                        filtered.table().estimatedRows()),
                        Map.of("rows", filtered.table().estimatedRows()))));
    }
}
