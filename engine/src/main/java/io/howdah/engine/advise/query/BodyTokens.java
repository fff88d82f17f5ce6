package io.howdah.engine.advise.query;

import io.howdah.engine.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parts of a statement in a procedural body, by its tokens. */
final class BodyTokens {

    private static final Set<String> ENDING = Set.of("from", "returning");
    private static final Set<String> ARMS = Set.of("when", "then", "else", "end");

    private BodyTokens() {}

    /** Until a comma, FROM or RETURNING outside of brackets, or where a bracket or CASE goes on that was opened before. */
    static List<Token> expression(List<Token> tokens) {
        int depth = 0;
        int cases = 0;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            boolean ends = token.isSymbol(",") || token.isSymbol(")") || ENDING.contains(token.name());
            boolean arm = cases == 0 && ARMS.contains(token.name());
            if (depth == 0 && (ends || arm) && token.kind() != Token.Kind.QUOTED) {
                return tokens.subList(0, i);
            }
            depth += depth(token);
            cases += token.is("case") ? 1 : token.is("end") ? -1 : 0;
        }
        return tokens;
    }

    /** What stands between commas outside of brackets. */
    static List<List<Token>> list(List<Token> tokens) {
        var parts = new ArrayList<List<Token>>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (depth == 0 && tokens.get(i).isSymbol(",")) {
                parts.add(tokens.subList(start, i));
                start = i + 1;
            }
            depth += depth(tokens.get(i));
        }
        parts.add(tokens.subList(start, tokens.size()));
        return parts;
    }

    private static int depth(Token token) {
        boolean opens = token.isSymbol("(") || token.isSymbol("[");
        return opens ? 1 : token.isSymbol(")") || token.isSymbol("]") ? -1 : 0;
    }

    static boolean names(List<Token> tokens, String name) {
        return tokens.stream().anyMatch(t -> t.isName() && t.name().equals(name));
    }

    /** Whether the keyword stands anywhere. */
    static boolean holds(List<Token> tokens, String keyword) {
        return tokens.stream().anyMatch(t -> t.is(keyword));
    }

    /** Whether these stand one behind the other, names as the catalogs store them. */
    static boolean say(List<Token> tokens, String... row) {
        for (int i = 0; i + row.length <= tokens.size(); i++) {
            int same = 0;
            while (same < row.length && tokens.get(i + same).name().equals(row[same])) {
                same++;
            }
            if (same == row.length) {
                return true;
            }
        }
        return false;
    }

    /** Where the word or sign stands first outside of brackets; -1 where it does not. */
    static int index(List<Token> tokens, String word) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (depth == 0 && (tokens.get(i).is(word) || tokens.get(i).isSymbol(word))) {
                return i;
            }
            depth += depth(tokens.get(i));
        }
        return -1;
    }

    /** The same; behind the last token where it does not stand. */
    static int indexOrEnd(List<Token> tokens, String word) {
        int index = index(tokens, word);
        return index < 0 ? tokens.size() : index;
    }

    /** Whether the name here is one that INTO sets. */
    static boolean isInto(List<Token> tokens, int at) {
        int first = at;
        while (first > 2
                && tokens.get(first - 1).isSymbol(",")
                && tokens.get(first - 2).isName()) {
            first -= 2;
        }
        return first > 0
                && (tokens.get(first - 1).is("into") || tokens.get(first - 1).is("strict"));
    }

    /** Without ONLY and its schema; empty where nothing stands there. */
    static String tableName(List<Token> tokens, int at) {
        int first = at < tokens.size() && tokens.get(at).is("only") ? at + 1 : at;
        boolean qualified = first + 2 < tokens.size() && tokens.get(first + 1).isSymbol(".");
        int name = qualified ? first + 2 : first;
        return name < tokens.size() ? tokens.get(name).name() : "";
    }
}
