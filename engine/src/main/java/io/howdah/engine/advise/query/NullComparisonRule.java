package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.Who;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.SelectText;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.statement.select.PlainSelect;

/** Sees comparisons with NULL by an operator, which are never true: {@code = NULL}, {@code <> NULL}. */
public final class NullComparisonRule implements Rule {

    @Override
    public String slug() {
        return "null-comparison";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return StatementFindings.merged(TextOf.costliest(scene).stream()
                .flatMap(s -> condition(TextOf.sent(s)).map(c -> finding(s, c, scene)).stream()));
    }

    private static Optional<String> condition(String sql) {
        return SelectText.parse(sql)
                .filter(PlainSelect.class::isInstance)
                .flatMap(s -> Expressions.conjuncts(((PlainSelect) s).getWhere()).stream()
                        .filter(c -> c instanceof ComparisonOperator o
                                && (o.getRightExpression() instanceof NullValue
                                        || o.getLeftExpression() instanceof NullValue))
                        .map(c -> Who.brief(c.toString()))
                        .findFirst());
    }

    private Finding finding(Statement statement, String condition, Scene scene) {
        return StatementFindings.of(
                slug(),
                Severity.WARNING,
                statement,
                scene,
                "gives no rows, whatever the data: " + condition,
                "A comparison with NULL is NULL and never true. IS NULL or IS NOT NULL asks for it.",
                List.of(Evidence.catalog("WHERE " + condition)));
    }
}
