package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.OpenStatement;
import io.howdah.engine.sql.SelectText;
import java.util.List;
import java.util.Optional;
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
 * @param sought what the pattern looks for
 * @param alone whether no row comes that does not fulfil it
 */
record PatternSearch(
        Statement statement,
        PlainSelect select,
        Scope.Owned searched,
        LikeExpression condition,
        SoughtText sought,
        boolean alone) {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

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
                                .flatMap(way -> like(way, open).stream()
                                        .flatMap(like -> of(like, scope, open).stream())
                                        .map(found -> new PatternSearch(
                                                statement,
                                                select.get(),
                                                found.searched,
                                                found.condition,
                                                found.sought,
                                                ways.size() == 1)))))
                .toList();
    }

    private record Found(Scope.Owned searched, LikeExpression condition, SoughtText sought) {}

    private static List<Expression> alternatives(Expression condition) {
        var bare = Expressions.bare(condition);
        if (bare instanceof OrExpression or) {
            var all = new java.util.ArrayList<>(alternatives(or.getLeftExpression()));
            all.addAll(alternatives(or.getRightExpression()));
            return all;
        }
        return List.of(condition);
    }

    /** Without a sign of its own that would make others mean themselves; {@code ESCAPE ''}, as some mappers write, has none. */
    private static Optional<LikeExpression> like(Expression condition, OpenStatement open) {
        if (!(condition instanceof LikeExpression like) || like.isNot()) {
            return Optional.empty();
        }
        var escape = like.getEscape() == null ? "''" : like.getEscape().toString();
        boolean none = PARAMETER.matcher(escape).matches()
                ? "".equals(open.values().get(Integer.valueOf(escape.substring(1))))
                : escape.equals("''");
        return none ? Optional.of(like) : Optional.empty();
    }

    private static Optional<Found> of(LikeExpression like, Scope scope, OpenStatement open) {
        return like.getLeftExpression() instanceof Column column
                ? scope.owner(column)
                        .filter(o -> CopiedColumn.isText(o.column()))
                        .flatMap(o -> SoughtText.of(like.getRightExpression(), open.values())
                                .map(sought -> new Found(o, like, sought)))
                : Optional.empty();
    }

    /** The statement with another condition in its place, its parameters numbered without gaps. */
    String with(String other) {
        var text = select.toString().replace(condition.toString(), other);
        var numbers = PARAMETER
                .matcher(text)
                .results()
                .map(m -> Integer.valueOf(m.group(1)))
                .distinct()
                .sorted()
                .toList();
        return PARAMETER.matcher(text).replaceAll(m -> "\\$" + (numbers.indexOf(Integer.valueOf(m.group(1))) + 1));
    }
}
