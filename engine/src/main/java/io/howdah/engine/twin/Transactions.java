package io.howdah.engine.twin;

import io.howdah.engine.sql.StatementEnd;
import io.howdah.engine.sql.Tokens;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds texts that would end the transaction in which they are run, and with it what others are made in. */
final class Transactions {

    private static final Set<String> CONTROL =
            Set.of("abort", "begin", "commit", "end", "prepare", "release", "rollback", "savepoint", "start");

    private Transactions() {}

    /** What is wrong with the text, which may be several statements; empty where nothing is. */
    static Optional<String> flaw(String sql) {
        if (sql.indexOf(';') < 0) {
            return Optional.empty();
        }
        var rest = sql;
        while (!rest.isBlank()) {
            var tokens = Tokens.of(rest);
            if (!tokens.isEmpty() && CONTROL.contains(tokens.getFirst().text().toLowerCase(Locale.ROOT))) {
                return Optional.of("its text holds the statement "
                        + tokens.getFirst().text().toUpperCase(Locale.ROOT) + ", which is no part of it");
            }
            int end = StatementEnd.of(tokens);
            if (end == 0) {
                break;
            }
            rest = rest.substring(end);
        }
        return Optional.empty();
    }
}
