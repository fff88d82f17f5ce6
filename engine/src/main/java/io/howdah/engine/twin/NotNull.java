package io.howdah.engine.twin;

import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.sql.Expression;
import io.howdah.engine.sql.ExpressionParser;
import java.util.Set;

/** Tells which keys of a partial index have a value in every row that it holds. */
final class NotNull {

    /** Of operators that give NULL for NULL ({@code proisstrict}), those that conditions are made of. */
    private static final Set<String> STRICT =
            Set.of("=", "<>", "<", "<=", ">", ">=", "~~", "!~~", "~~*", "!~~*", "~", "~*", "@>", "<@", "&&");

    private NotNull() {}

    static boolean in(String predicate, IndexKey key) {
        var sql = key.column() == null
                ? ExpressionParser.parse(key.expression()).map(Expression::sql).orElse(key.expression())
                : key.column();
        return ExpressionParser.parse(predicate)
                .map(p -> p.conjuncts().stream().anyMatch(c -> isOf(c, sql)))
                .orElse(false);
    }

    private static boolean isOf(Expression condition, String key) {
        return switch (condition) {
            case Expression.Test(var operand, var test) -> test.equals("IS NOT NULL") && isKey(operand, key);
            case Expression.Operation(var left, var operator, var right) ->
                STRICT.contains(operator) && (isKey(left, key) || isKey(right, key));
            case Expression.Quantified(var left, var operator, var any, var array) ->
                STRICT.contains(operator) && isKey(left, key);
            default -> isKey(condition, key);
        };
    }

    private static boolean isKey(Expression operand, String key) {
        return operand instanceof Expression.ColumnRef column
                ? column.column().equals(key)
                : operand.sql().equals(key);
    }
}
