package io.howdah.engine.read;

import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What kind of command a utility statement is: its leading words without any name or value, which may be secrets, but for the parameter
 * that SET sets.
 */
final class UtilityCommand {

    private static final Set<String> PERSISTENCE = Set.of("temp", "temporary");

    private UtilityCommand() {}

    /** Such as {@code LISTEN}, {@code SET search_path}, {@code CREATE TEMPORARY TABLE}, {@code DECLARE WITH HOLD}. */
    static String of(String sql) {
        var tokens = Tokens.of(sql);
        var verb = word(tokens, 0).toUpperCase(Locale.ROOT);
        return switch (verb) {
            case "SET" -> set(tokens);
            case "CREATE" -> create(tokens);
            case "DECLARE" -> holds(tokens) ? "DECLARE WITH HOLD" : "DECLARE";
            case "DISCARD", "RESET" -> verb + " " + word(tokens, 1).toUpperCase(Locale.ROOT);
            default -> verb;
        };
    }

    private static String word(List<Token> tokens, int at) {
        return at < tokens.size() && tokens.get(at).isName() ? tokens.get(at).name() : "";
    }

    private static String set(List<Token> tokens) {
        var first = word(tokens, 1);
        return switch (first) {
            case "local", "transaction", "constraints" -> "SET " + first.toUpperCase(Locale.ROOT);
            case "session" ->
                word(tokens, 2).equals("characteristics") || word(tokens, 2).equals("authorization")
                        ? "SET SESSION " + word(tokens, 2).toUpperCase(Locale.ROOT)
                        : "SET " + word(tokens, 2);
            case "time" -> "SET timezone";
            default -> "SET " + first;
        };
    }

    private static String create(List<Token> tokens) {
        return PERSISTENCE.contains(word(tokens, 1)) || PERSISTENCE.contains(word(tokens, 2))
                ? "CREATE TEMPORARY TABLE"
                : "CREATE";
    }

    private static boolean holds(List<Token> tokens) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("with") && tokens.get(i + 1).is("hold")) {
                return true;
            }
        }
        return false;
    }
}
