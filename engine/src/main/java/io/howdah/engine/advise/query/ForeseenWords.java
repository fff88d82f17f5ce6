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
 * compares the parameter with no other word.
 *
 * @param parameter its name
 */
record ForeseenWords(String parameter, Set<String> words) {

    private static final Set<String> BEFORE_A_STATEMENT = Set.of("then", "else", "begin", "loop");

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
                .filter(w -> parameters.contains(w.parameter) && w.words.containsAll(compared(body, w.parameter)))
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

    private static Set<String> compared(List<Token> body, String parameter) {
        var words = new LinkedHashSet<String>();
        for (int i = 0; i + 2 < body.size(); i++) {
            if (isComparison(body, i) && body.get(i).name().equals(parameter)) {
                words.add(body.get(i + 2).text());
            }
        }
        return words;
    }
}
