package io.howdah.engine.advise.query;

import io.howdah.engine.sql.Token;
import java.util.List;
import java.util.Set;

/** Statements behind which one call at a time works on the rows of a table. */
final class Holding {

    private static final Set<String> ADVISORY =
            Set.of("pg_advisory_lock", "pg_advisory_xact_lock", "pg_try_advisory_lock", "pg_try_advisory_xact_lock");

    /** Modes of LOCK TABLE that two may hold at once and both change rows. */
    private static final Set<List<String>> WEAK =
            Set.of(List.of("access", "share"), List.of("row", "share"), List.of("row", "exclusive"));

    private Holding() {}

    /** Whether the statement is such a one: an advisory lock, LOCK TABLE, or FOR UPDATE on rows of the table. */
    static boolean holds(List<Token> statement, String table) {
        var words = statement.stream().map(Token::name).toList();
        return isAdvisory(words) || (words.contains(table) && (locksTable(statement, words) || locksRows(statement)));
    }

    private static boolean isAdvisory(List<String> words) {
        for (int i = 0; i + 1 < words.size(); i++) {
            if (ADVISORY.contains(words.get(i)) && words.get(i + 1).equals("(")) {
                return true;
            }
        }
        return false;
    }

    private static boolean locksTable(List<Token> statement, List<String> words) {
        int in = words.lastIndexOf("in");
        int mode = words.lastIndexOf("mode");
        return statement.getFirst().is("lock") && !(in > 0 && mode > in && WEAK.contains(words.subList(in + 1, mode)));
    }

    /** FOR UPDATE or FOR NO KEY UPDATE, wherever it stands. */
    static boolean locksRows(List<Token> statement) {
        return BodyTokens.say(statement, "for", "update") || BodyTokens.say(statement, "for", "no", "key", "update");
    }
}
