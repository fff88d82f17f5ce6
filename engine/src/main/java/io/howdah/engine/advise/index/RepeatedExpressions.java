package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Expression;
import io.howdah.engine.sql.ExpressionParser;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells whether the expressions of an index stand in a statement with every call. {@code attributes ->> 'color'} may be an
 * index's key; {@code attributes ->> $1} may not, whatever value the parameter had.
 */
final class RepeatedExpressions {

    private RepeatedExpressions() {}

    static boolean in(IndexDefinition index, Statement statement) {
        var constants = index.keys().stream()
                .filter(k -> k.column() == null)
                .flatMap(k -> constants(k).stream())
                .collect(Collectors.toSet());
        return constants.isEmpty()
                || texts(statement).stream().allMatch(text -> words(text).containsAll(constants));
    }

    private static List<String> texts(Statement statement) {
        return statement.samples().isEmpty()
                ? List.of(statement.text())
                : statement.samples().stream().map(Statement.Sample::text).toList();
    }

    private static Set<String> words(String text) {
        return Tokens.of(text).stream().map(Token::text).collect(Collectors.toSet());
    }

    private static Set<String> constants(IndexKey key) {
        var constants = new LinkedHashSet<String>();
        ExpressionParser.parse(key.expression()).ifPresent(e -> collect(e, constants));
        return constants;
    }

    private static void collect(Expression expression, Set<String> into) {
        if (expression instanceof Expression.Literal literal && literal.value() != null) {
            into.add(literal.value().replaceFirst("^-", ""));
        }
        expression.parts().forEach(part -> collect(part, into));
    }
}
