package io.howdah.engine.advise.query;

import java.util.List;
import java.util.stream.Collectors;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.statement.select.PlainSelect;

/** Writes a SELECT with one of its conditions otherwise. */
final class Replaced {

    private Replaced() {}

    /** The statement with the condition, one of those joined by AND, in other words. */
    @SuppressWarnings("ReferenceEquality") // the very condition of the tree
    static String inWhere(PlainSelect select, Expression condition, String otherwise) {
        var text = Expressions.conjuncts(select.getWhere()).stream()
                .map(c -> c == condition ? otherwise : Expressions.inAnd(c))
                .collect(Collectors.joining(" AND "));
        return withWhere(select, text);
    }

    /** The statement with these conditions in place of its own. */
    static String withWhere(PlainSelect select, String conditions) {
        select.setWhere(conditions.isEmpty() ? null : new RawSql(conditions));
        return select.toString();
    }

    static String withWhere(PlainSelect select, List<? extends Expression> conditions) {
        return withWhere(select, Expressions.and(conditions));
    }
}
