package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Column;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.GreaterThan;
import net.sf.jsqlparser.expression.operators.relational.GreaterThanEquals;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsBooleanExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import org.jspecify.annotations.Nullable;

/** Whether one row can meet two conditions. It says no only where constants of types whose texts tell values apart prove it. */
final class Exclusion {

    /** Types of which two different literals without blanks in front are two different values. */
    private static final Set<String> TEXTS = Set.of("pg_catalog.text", "pg_catalog.varchar");

    private static final Set<String> NUMBERS =
            Set.of("pg_catalog.int2", "pg_catalog.int4", "pg_catalog.int8", "pg_catalog.numeric", "pg_catalog.float8");

    private Exclusion() {}

    /** What a condition demands of a column: one of some values, a side of a bound, NULL or anything else. */
    private sealed interface Demand {
        record OneOf(Set<String> values) implements Demand {}

        record Below(BigDecimal bound, boolean inclusive) implements Demand {}

        record Above(BigDecimal bound, boolean inclusive) implements Demand {}

        record Null(boolean wanted) implements Demand {}
    }

    private record Demanded(String column, Demand demand) {}

    /** Whether no row of one table can meet both; the tables of both scopes are one. */
    static boolean between(@Nullable Expression one, @Nullable Expression other, Scope ofOne, Scope ofOther) {
        var first = demands(one, ofOne);
        var second = demands(other, ofOther);
        return first.stream()
                .anyMatch(a -> second.stream()
                        .anyMatch(b -> a.column().equals(b.column()) && exclude(a.demand(), b.demand())));
    }

    /** Whether both are strings and not the same. */
    static boolean areDifferentTexts(Expression one, Expression other) {
        return one instanceof StringValue a
                && other instanceof StringValue b
                && a.getPrefix() == null
                && b.getPrefix() == null
                && !a.getValue().stripTrailing().equals(b.getValue().stripTrailing());
    }

    private static boolean exclude(Demand one, Demand other) {
        return excludes(one, other) || excludes(other, one);
    }

    private static boolean excludes(Demand one, Demand other) {
        return switch (one) {
            case Demand.OneOf(var values) ->
                other instanceof Demand.OneOf(var others) && values.stream().noneMatch(others::contains);
            case Demand.Below(var bound, var inclusive) ->
                other instanceof Demand.Above(var from, var with)
                        && (bound.compareTo(from) < 0 || (bound.compareTo(from) == 0 && !(inclusive && with)));
            case Demand.Above above -> false;
            case Demand.Null(var wanted) -> wanted && (!(other instanceof Demand.Null(var alsoWanted)) || !alsoWanted);
        };
    }

    private static List<Demanded> demands(@Nullable Expression condition, Scope scope) {
        return Expressions.conjuncts(condition).stream()
                .flatMap(c -> demand(c, scope).stream())
                .toList();
    }

    private static Optional<Demanded> demand(Expression condition, Scope scope) {
        return switch (condition) {
            case ComparisonOperator comparison -> comparison(comparison, scope);
            case InExpression in
            when !in.isNot() && in.getRightExpression() instanceof ParenthesedExpressionList<?> list ->
                oneOf(in.getLeftExpression(), list, scope);
            case IsNullExpression test ->
                column(test.getLeftExpression(), scope)
                        .map(c -> new Demanded(c.name(), new Demand.Null(!test.isNot())));
            // IS NOT TRUE holds for nulls too, of which nothing is known then
            case IsBooleanExpression test when !test.isNot() -> truth(test.getLeftExpression(), test.isTrue(), scope);
            case NotExpression not -> truth(not.getExpression(), false, scope);
            case IsBooleanExpression test -> Optional.empty();
            default -> truth(condition, true, scope);
        };
    }

    private static Optional<Demanded> truth(Expression operand, boolean value, Scope scope) {
        return column(operand, scope)
                .filter(c -> c.typeName().equals("pg_catalog.bool"))
                .map(c -> new Demanded(c.name(), new Demand.OneOf(Set.of(String.valueOf(value)))));
    }

    private static Optional<Demanded> comparison(ComparisonOperator comparison, Scope scope) {
        var found = column(comparison.getLeftExpression(), scope);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var column = found.get();
        if (comparison instanceof EqualsTo) {
            return value(comparison.getRightExpression(), column)
                    .map(v -> new Demanded(column.name(), new Demand.OneOf(Set.of(v))));
        }
        var bound = NUMBERS.contains(column.typeName())
                ? value(comparison.getRightExpression(), column).map(BigDecimal::new)
                : Optional.<BigDecimal>empty();
        return bound.flatMap(b -> side(comparison, b)).map(d -> new Demanded(column.name(), d));
    }

    private static Optional<Demand> side(ComparisonOperator comparison, BigDecimal bound) {
        return switch (comparison) {
            case MinorThan less -> Optional.of(new Demand.Below(bound, false));
            case MinorThanEquals less -> Optional.of(new Demand.Below(bound, true));
            case GreaterThan greater -> Optional.of(new Demand.Above(bound, false));
            case GreaterThanEquals greater -> Optional.of(new Demand.Above(bound, true));
            default -> Optional.empty();
        };
    }

    private static Optional<Demanded> oneOf(Expression left, ParenthesedExpressionList<?> list, Scope scope) {
        var column = column(left, scope);
        if (column.isEmpty()) {
            return Optional.empty();
        }
        var values = new HashSet<String>();
        for (var element : list) {
            var value = value(element, column.get());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(new Demanded(column.get().name(), new Demand.OneOf(Set.copyOf(values))));
    }

    private static Optional<Column> column(Expression expression, Scope scope) {
        return expression instanceof net.sf.jsqlparser.schema.Column column
                ? scope.owner(column).map(Scope.Owned::column)
                : Optional.empty();
    }

    /** The constant in the one form that its type has for each value; empty where there are several forms. */
    private static Optional<String> value(Expression expression, Column column) {
        var constant = expression instanceof CastExpression cast ? cast.getLeftExpression() : expression;
        var type = column.typeName();
        return switch (constant) {
            case StringValue text when text.getPrefix() == null && tellsApart(column) -> Optional.of(text.getValue());
            case StringValue text
            when NUMBERS.contains(type) && text.getValue().matches("-?\\d{1,18}") ->
                Optional.of(number(text.getValue()));
            case LongValue number when NUMBERS.contains(type) -> Optional.of(number(number.getStringValue()));
            case DoubleValue number when NUMBERS.contains(type) -> Optional.of(number(number.toString()));
            case BooleanValue truth
            when type.equals("pg_catalog.bool") -> Optional.of(String.valueOf(truth.getValue()));
            default -> Optional.empty();
        };
    }

    /** A collation of its own may take different texts for equal. */
    private static boolean tellsApart(Column column) {
        return column.typeKind().equals("e") || (TEXTS.contains(column.typeName()) && column.collation() == null);
    }

    private static String number(String text) {
        return new BigDecimal(text).stripTrailingZeros().toPlainString();
    }
}
