package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.schema.Mentions.Join;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Finds the columns of two tables that a statement compares for equality, casts around them aside. */
final class CastJoins {

    /** {@code :: character varying ( 10 )} and the like. */
    private static final int LONGEST_TYPE = 8;

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
        while (open > 0 && last - open < LONGEST_TYPE && !tokens.get(open).isSymbol("::") && !isCast(open)) {
            open--;
        }
        if (open < 0) {
            return -1;
        }
        if (isCast(open)) {
            return tokens.get(last).isSymbol(")") && isCastColumn(open) ? open + 2 : -1;
        }
        boolean cast = tokens.get(open).isSymbol("::") && isColumn(open - 3) && !isOperator(open - 4);
        return cast ? open - 3 : -1;
    }

    /** Where the column begins that stands here, with its cast and nothing calculated from it; -1 where something else does. */
    private int after(int first) {
        if (first < tokens.size() && isCast(first)) {
            return isCastColumn(first) ? first + 2 : -1;
        }
        if (!isColumn(first)) {
            return -1;
        }
        int end = first + 3;
        if (end < tokens.size() && tokens.get(end).isSymbol("::")) {
            return isOperator(endOfType(end + 1)) ? -1 : first;
        }
        return isOperator(end) || (end < tokens.size() && tokens.get(end).isSymbol("[")) ? -1 : first;
    }

    /** Behind the one word of a type; of longer ones the rest is no operator either. */
    private int endOfType(int at) {
        return at + 1 < tokens.size() && tokens.get(at + 1).isSymbol(".") ? at + 3 : at + 1;
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
