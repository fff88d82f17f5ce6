package io.howdah.engine.prove;

import io.howdah.engine.postgres.Marked;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a statement may be run to see what it does: it reads, and calls no volatile function, which might do anything in spite of the
 * read-only transaction, from waiting to ending other sessions.
 */
final class Harmless {

    private static final Set<String> READS = Set.of("select", "with", "values", "table");

    private static final Set<String> CHANGES =
            Set.of("insert", "update", "delete", "merge", "into", "lock", "call", "share");

    private static final String VOLATILE = """
            SELECT DISTINCT p.proname
              FROM pg_catalog.pg_proc p
             WHERE p.provolatile = 'v' AND p.proname = ANY (?)
             ORDER BY 1
            """;

    private Harmless() {}

    /** Why it is not run; empty where it may be. */
    static Optional<String> doubt(String sql, Connection connection) throws SQLException {
        var tokens = Tokens.of(sql);
        var first = tokens.stream().filter(t -> !t.isSymbol("(")).findFirst();
        if (first.isEmpty() || !READS.contains(first.get().name())) {
            return Optional.of("it does not read");
        }
        if (tokens.stream().anyMatch(t -> t.kind() == Token.Kind.WORD && CHANGES.contains(t.name()))) {
            return Optional.of("it changes or locks rows");
        }
        if (tokens.stream().anyMatch(t -> t.kind() == Token.Kind.PARAMETER)) {
            return Optional.of("no values are known for its parameters");
        }
        return volatileFunction(tokens, connection).map(f -> "it calls " + f + ", which is volatile");
    }

    private static Optional<String> volatileFunction(List<Token> tokens, Connection connection) throws SQLException {
        var names = new TreeSet<String>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).isName() && tokens.get(i + 1).isSymbol("(")) {
                names.add(tokens.get(i).name());
                names.add(tokens.get(i).name().toLowerCase(Locale.ROOT));
            }
        }
        try (var statement = connection.prepareStatement(Marked.sql(VOLATILE))) {
            statement.setArray(1, connection.createArrayOf("text", names.toArray()));
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }
}
