package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.schema.Mentions.Join;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the columns of two tables that a statement compares for equality, casts around them aside. */
final class CastJoins {

    /** {@code cast ( a . b as character varying ( 10 ) )} and the like. */
    private static final int LONGEST_CAST = 12;

    /** Words before a value that no type has. */
    private static final Set<String> NO_TYPES = Set.of("and", "or", "not", "on", "where", "when", "then", "else");

    private final Mentions mentions;
    private final List<Token> tokens;

    private CastJoins(Mentions mentions) {
        this.mentions = mentions;
        this.tokens = mentions.tokens();
    }

    static List<Join> of(Mentions mentions) {
        return new CastJoins(mentions).all();
    }

    private List<Join> all() {
        var joins = new ArrayList<Join>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isSymbol("=")) {
                int left = before(i - 1);
                int right = after(i + 1);
                if (left >= 0 && right >= 0) {
                    var one = mentions.qualified(left).orElseThrow();
                    var other = mentions.qualified(right).orElseThrow();
                    joins.add(new Join(one, name(left), other, name(right)));
                }
            }
        }
        return joins;
    }

    private String name(int at) {
        return tokens.get(at + 2).name();
    }

    /** Where the column begins that ends here, with its cast; -1 where something else does. */
    private int before(int last) {
        if (isColumn(last - 2)) {
            return isOperator(last - 3) ? -1 : last - 2;
        }
        int open = last;
        while (open > 0 && last - open < LONGEST_CAST && isOfType(open) && !isCast(open)) {
            open--;
        }
        if (open < 0) {
            return -1;
        }
        if (isCast(open)) {
            boolean alone = tokens.get(last).isSymbol(")") && !isOperator(open - 1);
            return alone && isCastColumn(open) ? open + 2 : -1;
        }
        boolean cast = tokens.get(open).isSymbol("::") && isColumn(open - 3) && !isOperator(open - 4);
        return cast ? open - 3 : -1;
    }

    /** Where the column begins that stands here, with its cast and nothing calculated from it; -1 where something else does. */
    private int after(int first) {
        if (first < tokens.size() && isCast(first)) {
            return isCastColumn(first) && !isOperator(endOfParentheses(first + 1)) ? first + 2 : -1;
        }
        if (!isColumn(first)) {
            return -1;
        }
        int end = first + 3;
        if (end < tokens.size() && tokens.get(end).isSymbol("::")) {
            return isOperator(endOfType(end + 1)) ? -1 : first;
        }
        return isOperator(end) ? -1 : first;
    }

    /** Behind the one word of a type; of longer ones the rest is no operator either. */
    private int endOfType(int at) {
        return at + 1 < tokens.size() && tokens.get(at + 1).isSymbol(".") ? at + 3 : at + 1;
    }

    /** Behind those that open here; behind the text where they do not close. */
    private int endOfParentheses(int open) {
        int depth = 0;
        for (int at = open; at < tokens.size(); at++) {
            depth += tokens.get(at).isSymbol("(") ? 1 : 0;
            depth -= tokens.get(at).isSymbol(")") ? 1 : 0;
            if (depth == 0) {
                return at + 1;
            }
        }
        return tokens.size();
    }

    /** Whether it may be a part of a type's name, as {@code numeric(10, 2)} or {@code public.citext[]}. */
    private boolean isOfType(int at) {
        var token = tokens.get(at);
        return switch (token.kind()) {
            case WORD -> !NO_TYPES.contains(token.name());
            case QUOTED, NUMBER -> true;
            case PUNCTUATION -> !token.isSymbol(";");
            default -> false;
        };
    }

    private boolean isCast(int at) {
        return tokens.get(at).is("cast")
                && at + 1 < tokens.size()
                && tokens.get(at + 1).isSymbol("(");
    }

    private boolean isCastColumn(int cast) {
        return isColumn(cast + 2)
                && cast + 5 < tokens.size()
                && tokens.get(cast + 5).is("as");
    }

    private boolean isColumn(int at) {
        return at >= 0 && at + 3 <= tokens.size() && mentions.qualified(at).isPresent();
    }

    private boolean isOperator(int at) {
        return at >= 0 && at < tokens.size() && tokens.get(at).kind() == Kind.OPERATOR;
    }
}
