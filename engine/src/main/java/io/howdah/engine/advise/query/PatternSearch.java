package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.OpenStatement;
import io.howdah.engine.sql.SelectText;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.PlainSelect;

/**
 * A condition {@code column LIKE '%…%'} of a statement on one table.
 *
 * @param select the statement with parameters in place of its constants, as a tree of its own
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

    private static final Predicate<String> PARAMETER =
            Pattern.compile("\\$\\d+").asMatchPredicate();

    /** All of a statement. */
    static List<PatternSearch> of(Statement statement, Catalog catalog) {
        var open = OpenStatement.of(TextOf.sent(statement));
        var select = SelectText.parse(open.sql()).flatMap(Selects::plain);
        if (select.isEmpty() || !Selects.joins(select.get()).isEmpty()) {
            return List.of();
        }
        return Scope.of(select.get(), catalog).stream()
                .flatMap(scope -> Expressions.conjuncts(select.get().getWhere()).stream()
                        .map(PatternSearch::alternatives)
                        .flatMap(ways -> ways.stream()
                                .flatMap(way -> of(statement, select.get(), scope, way, ways.size() == 1).stream())))
                .flatMap(search -> search.seen(open).stream())
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
        return scope.owner(column)
                .filter(o -> CopiedColumn.isText(o.column())
                        && PARAMETER.test(like.getRightExpression().toString()))
                .map(o -> new PatternSearch(statement, select, o, like, Optional.empty(), alone));
    }

    /** With the pattern, where it stood in the text as it was sent; empty where that is for no text anywhere. */
    private Optional<PatternSearch> seen(OpenStatement open) {
        var seen = open.values().get(Integer.parseInt(sought().substring(1)));
        if (seen == null) {
            return Optional.of(this);
        }
        return seen.length() > 2 && seen.startsWith("%") && seen.indexOf('\\') < 0
                ? Optional.of(
                        new PatternSearch(statement, select, searched, condition, Optional.of(inner(seen)), alone))
                : Optional.empty();
    }

    private static String inner(String pattern) {
        return pattern.replaceAll("^%+|%+$", "");
    }

    /** The statement with another condition in its place. */
    String with(String other) {
        return select.toString().replace(condition.toString(), other);
    }

    /** What is looked for, as SQL: the parameter. */
    String sought() {
        return condition.getRightExpression().toString();
    }
}
