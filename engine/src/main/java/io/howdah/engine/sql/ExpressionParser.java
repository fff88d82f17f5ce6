package io.howdah.engine.sql;

import io.howdah.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the expressions that EXPLAIN and the catalogs print.
 *
 * <p>The server parenthesises them in full ({@code ruleutils.c}), so that operators need no precedence. What it cannot
 * read to the end is an empty answer, never a guess.
 */
public final class ExpressionParser {

    private final TokenCursor cursor;

    private ExpressionParser(String text) {
        this.cursor = new TokenCursor(text);
    }

    /** The expression; empty where it is not understood. */
    public static Optional<Expression> parse(String text) {
        try {
            var parser = new ExpressionParser(text);
            var expression = parser.or();
            return parser.cursor.atEnd() ? Optional.of(expression) : Optional.empty();
        } catch (UnreadableExpression e) {
            return Optional.empty();
        }
    }

    /** One entry of a sort key: an expression with its direction. */
    public static Optional<SortKey> parseSortKey(String text) {
        try {
            var parser = new ExpressionParser(text);
            var key = parser.sortKey();
            return parser.cursor.atEnd() ? Optional.of(key) : Optional.empty();
        } catch (UnreadableExpression e) {
            return Optional.empty();
        }
    }

    private SortKey sortKey() {
        var expression = or();
        boolean descending = cursor.takeWord("desc");
        cursor.takeWord("asc");
        boolean nullsFirst = descending;
        if (cursor.takeWord("nulls")) {
            nullsFirst = cursor.next().is("first");
        }
        return new SortKey(expression, descending, nullsFirst);
    }

    private Expression or() {
        var parts = new ArrayList<>(List.of(and()));
        while (cursor.takeWord("or")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.getFirst() : new Expression.Or(List.copyOf(parts));
    }

    private Expression and() {
        var parts = new ArrayList<>(List.of(not()));
        while (cursor.takeWord("and")) {
            parts.add(not());
        }
        return parts.size() == 1 ? parts.getFirst() : new Expression.And(List.copyOf(parts));
    }

    private Expression not() {
        return cursor.takeWord("not") ? new Expression.Not(not()) : comparison();
    }

    private Expression comparison() {
        var left = operand();
        while (true) {
            if (cursor.peek().is("is")) {
                left = test(left);
            } else if (isOperator(cursor.peek())) {
                left = operation(left);
            } else if (isIn()) {
                left = in(left);
            } else {
                return left;
            }
        }
    }

    private Expression test(Expression operand) {
        cursor.next();
        var words = new StringBuilder("IS");
        if (cursor.takeWord("not")) {
            words.append(" NOT");
        }
        if (cursor.takeWord("distinct")) {
            cursor.next();
            return new Expression.Operation(operand, words + " DISTINCT FROM", operand());
        }
        return new Expression.Test(operand, words + " " + cursor.next().text().toUpperCase(Locale.ROOT));
    }

    private boolean isIn() {
        return cursor.peek().is("in")
                || (cursor.peek().is("not") && cursor.peek(1).is("in"));
    }

    /** {@code IN (a, b)} as people write it; the server prints {@code = ANY} instead. */
    private Expression in(Expression operand) {
        boolean negated = cursor.takeWord("not");
        cursor.next();
        cursor.expect("(");
        var values = new ArrayList<>(List.of(or()));
        while (cursor.takeSymbol(",")) {
            values.add(or());
        }
        cursor.expect(")");
        return new Expression.Quantified(
                operand, negated ? "<>" : "=", !negated, new Expression.ArrayOf(List.copyOf(values)));
    }

    private static boolean isOperator(Token token) {
        return (token.kind() == Kind.OPERATOR && !token.text().equals("::"))
                || token.is("operator")
                || token.is("overlaps");
    }

    private Expression operation(Expression left) {
        var operator = operator();
        boolean any = cursor.peek().is("any");
        if ((any || cursor.peek().is("all")) && cursor.peek(1).isSymbol("(")) {
            cursor.next();
            cursor.next();
            var array = or();
            cursor.expect(")");
            return new Expression.Quantified(left, operator, any, array);
        }
        return new Expression.Operation(left, operator, operand());
    }

    /** An operator, also in the form {@code OPERATOR(schema.=)}. */
    private String operator() {
        int start = cursor.position();
        if (!cursor.takeWord("operator")) {
            return cursor.next().text();
        }
        cursor.expect("(");
        cursor.skipToClosing();
        return cursor.textFrom(start);
    }

    private Expression operand() {
        if (isOperator(cursor.peek())) {
            return new Expression.Prefix(operator(), operand());
        }
        int start = cursor.position();
        var expression = new OperandParser(cursor, this::or).read();
        while (true) {
            if (cursor.takeSymbol("::")) {
                expression = new Expression.Cast(expression, TypeName.read(cursor));
            } else if (cursor.takeWord("collate")) {
                expression = new Expression.Collated(expression, collation());
            } else if (cursor.peek().isSymbol("[")
                    || cursor.peek().isSymbol(".")
                    || cursor.peek().is("at")) {
                expression = opaque(start, expression);
            } else {
                return expression;
            }
        }
    }

    private String collation() {
        int start = cursor.position();
        cursor.next();
        while (cursor.takeSymbol(".")) {
            cursor.next();
        }
        return cursor.textFrom(start);
    }

    /** Subscripts, fields and AT TIME ZONE. */
    private Expression opaque(int start, Expression operand) {
        int rest = cursor.position();
        var parts = new ArrayList<>(List.of(operand));
        if (cursor.takeWord("at")) {
            if (!cursor.takeWord("local")) {
                cursor.next();
                cursor.next();
                operand();
            }
        } else if (cursor.takeSymbol("[")) {
            cursor.skipToClosing();
        } else {
            cursor.next();
            cursor.next();
        }
        parts.addAll(OperandParser.parts(cursor.tokensFrom(rest)));
        return new Expression.Opaque(OperandParser.unqualified(cursor.tokensFrom(start)), List.copyOf(parts));
    }
}
