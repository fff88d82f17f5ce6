package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.SelectText;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.PlainSelect;

/**
 * A condition {@code column LIKE '%…%'} of a statement on one table.
 *
 * @param select the statement as a tree of its own
 * @param condition in it
 * @param pattern the text that is looked for, without the signs around it; empty where it was not seen
 * @param alone whether no row comes that does not fulfil it
 */
record PatternSearch(
        Statement statement,
        PlainSelect select,
        Scope.Owned searched,
        LikeExpression condition,
        Optional<String> pattern,
        boolean alone) {

    /** All of a statement. */
    static List<PatternSearch> of(Statement statement, Catalog catalog) {
        var select = SelectText.parse(TextOf.sent(statement)).flatMap(Selects::plain);
        if (select.isEmpty() || !Selects.joins(select.get()).isEmpty()) {
            return List.of();
        }
        return Scope.of(select.get(), catalog).stream()
                .flatMap(scope -> Expressions.conjuncts(select.get().getWhere()).stream()
                        .map(PatternSearch::alternatives)
                        .flatMap(ways -> ways.stream()
                                .flatMap(way -> of(statement, select.get(), scope, way, ways.size() == 1).stream())))
                .toList();
    }

    private static List<Expression> alternatives(Expression condition) {
        var bare = Expressions.bare(condition);
        if (bare instanceof OrExpression or) {
            var all = new java.util.ArrayList<>(alternatives(or.getLeftExpression()));
            all.addAll(alternatives(or.getRightExpression()));
            return all;
        }
        return List.of(condition);
    }

    private static Optional<PatternSearch> of(
            Statement statement, PlainSelect select, Scope scope, Expression condition, boolean alone) {
        if (!(condition instanceof LikeExpression like)
                || like.isNot()
                || like.getEscape() != null
                || !(like.getLeftExpression() instanceof Column column)) {
            return Optional.empty();
        }
        var pattern = like.getRightExpression() instanceof StringValue text ? text.getNotExcapedValue() : null;
        Predicate<String> anywhere = p -> p.length() > 2 && p.startsWith("%") && p.indexOf('\\') < 0;
        boolean fits = pattern == null ? isParameter(like.getRightExpression()) : anywhere.test(pattern);
        var found = scope.owner(column).filter(o -> CopiedColumn.isText(o.column()));
        return fits
                ? found.map(o -> new PatternSearch(
                        statement, select, o, like, Optional.ofNullable(pattern).map(PatternSearch::inner), alone))
                : Optional.empty();
    }

    private static boolean isParameter(Expression expression) {
        return expression.toString().matches("\\$\\d+");
    }

    private static String inner(String pattern) {
        return pattern.replaceAll("^%+|%+$", "");
    }

    /** The statement with another condition in its place. */
    String with(String other) {
        return select.toString().replace(condition.toString(), other);
    }

    /** What is looked for, as SQL: the text, or the parameter. */
    String sought() {
        return pattern.map(io.howdah.engine.catalog.Name::literal)
                .orElse(condition.getRightExpression().toString());
    }
}
