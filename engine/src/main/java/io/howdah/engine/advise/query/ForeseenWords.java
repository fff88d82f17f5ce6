package io.howdah.engine.advise.query;

import io.howdah.engine.sql.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words that a function foresees for a parameter: {@code IF p = 'a' … ELSIF p = 'b' … END IF} without ELSE, where the function
 * compares the parameter with no other word, and in no other way: words may be known by IN, CASE, LIKE, ANY or a column too.
 *
 * @param parameter its name
 */
record ForeseenWords(String parameter, Set<String> words) {

    private static final Set<String> BEFORE_A_STATEMENT = Set.of("then", "else", "begin", "loop");

    /** Words behind which a value is compared. */
    private static final Set<String> ASKING_BEFORE = Set.of(
            "case", "when", "like", "ilike", "to", "between", "and", "or", "in", "any", "some", "all", "not", "is",
            "from");

    /** Words before which a value is compared. */
    private static final Set<String> ASKING_BEHIND =
            Set.of("in", "not", "like", "ilike", "similar", "between", "is", "and", "collate");

    /** Something that is not ended yet. */
    private static final class Chain {

        private final boolean isIf;
        private final List<List<Token>> conditions = new ArrayList<>();
        private boolean hasElse;

        Chain(boolean isIf) {
            this.isIf = isIf;
        }
    }

    /** Of each parameter that is asked so. */
    static List<ForeseenWords> in(List<Token> body, Set<String> parameters) {
        return chains(body).stream()
                .filter(c -> !c.hasElse && c.conditions.size() > 1)
                .flatMap(c -> of(c).stream())
                .filter(w -> parameters.contains(w.parameter) && w.areAll(body))
                .distinct()
                .toList();
    }

    private static List<Chain> chains(List<Token> body) {
        var open = new ArrayDeque<Chain>();
        var ended = new ArrayList<Chain>();
        for (int i = 0; i < body.size(); i++) {
            var token = body.get(i);
            if (token.is("end")) {
                var chain = open.poll();
                if (chain != null && chain.isIf) {
                    ended.add(chain);
                }
            } else if (opens(body, i)) {
                open.push(new Chain(token.is("if")));
                condition(body, i, open.peek());
            } else if (token.is("elsif") || token.is("elseif")) {
                condition(body, i, open.peek());
            } else if (token.is("else") && open.peek() != null) {
                open.peek().hasElse = true;
            }
        }
        return ended;
    }

    /** What END ends: IF as a statement, CASE, LOOP and BEGIN. */
    private static boolean opens(List<Token> body, int at) {
        var token = body.get(at);
        if (at > 0 && body.get(at - 1).is("end")) {
            return false;
        }
        boolean isStatement = at > 0
                && (body.get(at - 1).isSymbol(";")
                        || BEFORE_A_STATEMENT.contains(body.get(at - 1).name()));
        return token.is("case") || token.is("loop") || token.is("begin") || (token.is("if") && isStatement);
    }

    private static void condition(List<Token> body, int from, @Nullable Chain chain) {
        if (chain != null && chain.isIf) {
            int to = from + 1;
            while (to < body.size() && !body.get(to).is("then")) {
                to++;
            }
            chain.conditions.add(body.subList(from + 1, to));
        }
    }

    private static Optional<ForeseenWords> of(Chain chain) {
        var names = new LinkedHashSet<String>();
        var words = new LinkedHashSet<String>();
        for (var condition : chain.conditions) {
            if (condition.size() != 3 || !isComparison(condition, 0)) {
                return Optional.empty();
            }
            names.add(condition.getFirst().name());
            words.add(condition.getLast().text());
        }
        return names.size() == 1 ? Optional.of(new ForeseenWords(names.getFirst(), words)) : Optional.empty();
    }

    private static boolean isComparison(List<Token> tokens, int at) {
        return at + 2 < tokens.size()
                && tokens.get(at).isName()
                && tokens.get(at + 1).isSymbol("=")
                && tokens.get(at + 2).kind() == Token.Kind.STRING;
    }

    /** Whether the function asks the parameter for these words only. */
    private boolean areAll(List<Token> body) {
        for (int i = 0; i < body.size(); i++) {
            if (body.get(i).isName() && body.get(i).name().equals(parameter)) {
                boolean known =
                        isComparison(body, i) && words.contains(body.get(i + 2).text());
                if (!known && (isComparison(body, i) || isAsked(body, i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether what stands here is compared, set, or handed to a function, which may ask too. */
    private static boolean isAsked(List<Token> body, int at) {
        return asks(body, at - 1, ASKING_BEFORE)
                || asks(body, at + 1, ASKING_BEHIND)
                || (at > 0 && body.get(at - 1).isSymbol("."))
                || (at + 1 < body.size()
                        && (body.get(at + 1).isSymbol(":") || body.get(at + 1).isSymbol("[")))
                || BodyTokens.isInto(body, at)
                || isArgument(body, at);
    }

    private static boolean asks(List<Token> body, int at, Set<String> words) {
        if (at < 0 || at >= body.size()) {
            return false;
        }
        var token = body.get(at);
        boolean operator = token.kind() == Token.Kind.OPERATOR && !token.isSymbol("||");
        return operator || (token.kind() == Token.Kind.WORD && words.contains(token.name()));
    }

    /** Whether it stands in brackets that are no row of VALUES and no list of the columns of INSERT. */
    private static boolean isArgument(List<Token> body, int at) {
        int depth = 0;
        for (int i = at - 1; i > 0 && !body.get(i).isSymbol(";"); i--) {
            depth += body.get(i).isSymbol(")") ? 1 : 0;
            depth -= body.get(i).isSymbol("(") ? 1 : 0;
            if (depth < 0) {
                return !isOfInsert(body, i - 1);
            }
        }
        return false;
    }

    /** {@code VALUES (}, {@code INTO table (}, {@code INTO schema.table (}. */
    private static boolean isOfInsert(List<Token> body, int before) {
        return body.get(before).is("values")
                || (before > 0 && body.get(before - 1).is("into"))
                || (before > 2
                        && body.get(before - 1).isSymbol(".")
                        && body.get(before - 3).is("into"));
    }
}
