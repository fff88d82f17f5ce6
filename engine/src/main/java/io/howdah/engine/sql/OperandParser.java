package io.howdah.engine.sql;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.sql.Expression.ColumnRef;
import io.howdah.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads what stands between operators: columns, constants, calls and everything in parentheses. */
final class OperandParser {

    /** Values that are written as words (manual, 9.9.5 and 9.27). */
    private static final Set<String> UNKNOWN_WORDS = Set.of(
            "current_timestamp",
            "current_date",
            "current_time",
            "localtime",
            "localtimestamp",
            "current_user",
            "current_role",
            "session_user",
            "user",
            "current_catalog",
            "current_schema");

    private static final Set<String> CLAUSE_AFTER_CALL = Set.of("filter", "over", "within");

    /** Words before the parenthesis of a plan's subquery result. */
    private static final Set<String> SUBPLAN_WORDS = Set.of("subplan", "initplan", "hashed", "alternatives", "rescan");

    private final TokenCursor cursor;
    private final Supplier<Expression> inner;

    OperandParser(TokenCursor cursor, Supplier<Expression> inner) {
        this.cursor = cursor;
        this.inner = inner;
    }

    Expression read() {
        var token = cursor.peek();
        if (token.isSymbol("(")) {
            return parenthesised();
        }
        if (token.kind() == Kind.PARAMETER) {
            return new Expression.Unknown(cursor.next().text());
        }
        if (token.isConstant() || token.is("null")) {
            return literal();
        }
        if (token.is("case")) {
            return caseExpression();
        }
        if (!token.isName()) {
            throw new UnreadableExpression("an operand was expected at " + token.start());
        }
        return named();
    }

    private Expression literal() {
        int start = cursor.position();
        var token = cursor.next();
        return new Expression.Literal(token.is("null") ? null : token.text(), cursor.textFrom(start));
    }

    private Expression parenthesised() {
        int start = cursor.position();
        cursor.next();
        if (SUBPLAN_WORDS.contains(cursor.peek().text().toLowerCase(Locale.ROOT))) {
            cursor.skipToClosing();
            while (cursor.takeSymbol(".")) {
                cursor.next();
            }
            return new Expression.Unknown(cursor.textFrom(start));
        }
        var first = inner.get();
        if (cursor.peek().isSymbol(",")) {
            return new Expression.RowOf(restOfList(first, ")"));
        }
        cursor.expect(")");
        return first;
    }

    private List<Expression> restOfList(Expression first, String closing) {
        var list = new ArrayList<>(List.of(first));
        while (cursor.takeSymbol(",")) {
            list.add(inner.get());
        }
        cursor.expect(closing);
        return List.copyOf(list);
    }

    private List<Expression> list(String closing) {
        return cursor.takeSymbol(closing) ? List.of() : restOfList(inner.get(), closing);
    }

    private Expression caseExpression() {
        int start = cursor.position();
        int depth = 0;
        do {
            var token = cursor.next();
            depth += token.is("case") ? 1 : token.is("end") ? -1 : 0;
        } while (depth > 0);
        return opaqueFrom(start);
    }

    private Expression named() {
        if (cursor.peek().kind() == Kind.WORD) {
            var word = cursor.peek().name();
            boolean bracket = cursor.peek(1).isSymbol("[");
            boolean parenthesis = cursor.peek(1).isSymbol("(");
            if (word.equals("array") && bracket) {
                cursor.next();
                cursor.next();
                return new Expression.ArrayOf(list("]"));
            }
            if (word.equals("row") && parenthesis) {
                cursor.next();
                cursor.next();
                return new Expression.RowOf(list(")"));
            }
            if (UNKNOWN_WORDS.contains(word) && !cursor.peek(1).isSymbol(".")) {
                return unknownWord(parenthesis);
            }
            if (word.equals("partial") && cursor.peek(1).isName()) {
                cursor.next();
            }
        }
        return columnOrCall();
    }

    private Expression unknownWord(boolean precision) {
        int start = cursor.position();
        cursor.next();
        if (precision) {
            cursor.next();
            cursor.skipToClosing();
        }
        return new Expression.Unknown(cursor.textFrom(start));
    }

    private Expression columnOrCall() {
        int start = cursor.position();
        var names = new ArrayList<>(List.of(cursor.next().name()));
        while (cursor.takeSymbol(".")) {
            if (cursor.takeSymbol("*")) {
                return opaqueFrom(start);
            }
            names.add(cursor.next().name());
        }
        if (cursor.peek().isSymbol("(")) {
            return call(start);
        }
        var relation = names.size() == 1 ? null : names.get(names.size() - 2);
        return new ColumnRef(relation, names.getLast());
    }

    private Expression call(int start) {
        var name = cursor.textFrom(start);
        cursor.next();
        int arguments = cursor.position();
        try {
            var list = list(")");
            return hasClause() ? opaqueWithClauses(start) : new Expression.Call(name, list);
        } catch (UnreadableExpression e) {
            cursor.back(arguments);
            cursor.skipToClosing();
            return opaqueWithClauses(start);
        }
    }

    private boolean hasClause() {
        return CLAUSE_AFTER_CALL.contains(cursor.peek().text().toLowerCase(Locale.ROOT));
    }

    private Expression opaqueWithClauses(int start) {
        while (hasClause()) {
            cursor.next();
            cursor.takeWord("group");
            if (cursor.takeSymbol("(")) {
                cursor.skipToClosing();
            } else {
                cursor.next();
            }
        }
        return opaqueFrom(start);
    }

    private Expression opaqueFrom(int start) {
        var tokens = cursor.tokensFrom(start);
        return new Expression.Opaque(unqualified(tokens), parts(tokens));
    }

    /** The columns among the tokens, and unknown values, as far as their form tells. */
    static List<Expression> parts(List<Token> tokens) {
        var parts = new ArrayList<Expression>();
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.kind() == Kind.PARAMETER
                    || SUBPLAN_WORDS.contains(token.text().toLowerCase(Locale.ROOT))) {
                parts.add(new Expression.Unknown(token.text()));
            } else if (isQualifiedColumn(tokens, i)) {
                parts.add(new ColumnRef(token.name(), tokens.get(i + 2).name()));
            }
        }
        return List.copyOf(parts);
    }

    private static boolean isQualifiedColumn(List<Token> tokens, int at) {
        return at + 2 < tokens.size()
                && tokens.get(at).isName()
                && tokens.get(at + 1).isSymbol(".")
                && tokens.get(at + 2).isName()
                && !(at + 3 < tokens.size() && tokens.get(at + 3).isSymbol("("));
    }

    /** The tokens as SQL, columns without their relation. */
    static String unqualified(List<Token> tokens) {
        var kept = new ArrayList<String>();
        for (int i = 0; i < tokens.size(); i++) {
            if (isQualifiedColumn(tokens, i)) {
                i += 2;
            }
            kept.add(text(tokens.get(i)));
        }
        return kept.stream().collect(Collectors.joining(" "));
    }

    private static String text(Token token) {
        return switch (token.kind()) {
            case QUOTED -> Name.quoted(token.text());
            case STRING -> Name.literal(token.text());
            case WORD, NUMBER, PARAMETER, OPERATOR, PUNCTUATION -> token.text();
        };
    }
}
