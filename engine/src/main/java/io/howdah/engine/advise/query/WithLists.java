package io.howdah.engine.advise.query;

import io.howdah.engine.sql.Token;
import java.util.List;
import java.util.Set;

/** The lists of a statement that begins with WITH, read from its tokens. */
final class WithLists {

    private WithLists() {}

    static boolean begin(List<Token> tokens) {
        return !tokens.isEmpty() && tokens.getFirst().is("with");
    }

    /** Whether one of these words, in small letters, stands anywhere in the statement. */
    static boolean say(List<Token> tokens, Set<String> words) {
        return tokens.stream().anyMatch(t -> t.kind() == Token.Kind.WORD && words.contains(t.name()));
    }

    /** Whether the list's name stands more than once behind FROM, JOIN or a comma. */
    static boolean isNamedTwice(List<Token> tokens, int name) {
        var own = tokens.get(name).name();
        int times = 0;
        for (int i = 1; i < tokens.size(); i++) {
            boolean source = tokens.get(i - 1).is("from")
                    || tokens.get(i - 1).is("join")
                    || tokens.get(i - 1).isSymbol(",");
            boolean isOwn = tokens.get(i).isName() && tokens.get(i).name().equals(own);
            times += isOwn && source && !isPart(tokens, i) ? 1 : 0;
        }
        return tokens.get(name).isName() && times > 1;
    }

    /** Of a longer name, or the beginning of another list. */
    private static boolean isPart(List<Token> tokens, int at) {
        return at + 1 < tokens.size()
                && (tokens.get(at + 1).isSymbol(".")
                        || tokens.get(at + 1).isSymbol("(")
                        || (tokens.get(at + 1).is("as")
                                && at + 2 < tokens.size()
                                && tokens.get(at + 2).isSymbol("(")));
    }
}
