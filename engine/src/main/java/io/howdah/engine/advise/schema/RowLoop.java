package io.howdah.engine.advise.schema;

import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A loop of a PL/pgSQL function over all rows of a table, in which nothing happens but that each is written once more: by UPDATE,
 * DELETE or INSERT with values of the loop's row.
 *
 * @param table as it is written, without its schema
 * @param schema as it is written; empty where it is not
 * @param query the query of the loop
 * @param statement the first statement in it
 */
record RowLoop(String schema, String table, String query, String statement) {

    private static final Set<String> WRITES = Set.of("update", "delete", "insert");

    /** What leaves rows out, or does more with them than one statement can. */
    private static final Set<String> LIMITS =
            Set.of("where", "limit", "fetch", "join", "group", "union", "having", "intersect", "except", "execute");

    /** The loops of a function's body; none where it commits in between, which is what a loop is for. */
    static List<RowLoop> of(String body) {
        var tokens = Tokens.of(body);
        var loops = new ArrayList<RowLoop>();
        if (tokens.stream().anyMatch(t -> t.is("commit") || t.is("rollback"))) {
            return loops;
        }
        for (int i = 0; i + 3 < tokens.size(); i++) {
            boolean begins = tokens.get(i).is("for")
                    && tokens.get(i + 1).isName()
                    && tokens.get(i + 2).is("in")
                    && tokens.get(i + 3).is("select");
            if (begins) {
                loop(body, tokens, i).ifPresent(loops::add);
            }
        }
        return loops;
    }

    private static Optional<RowLoop> loop(String body, List<Token> tokens, int at) {
        int loop = next(tokens, at, "loop");
        int end = loop < 0 ? -1 : next(tokens, loop + 1, "loop");
        int from = next(tokens, at, "from");
        if (end < 0 || from < 0 || from > loop || !tokens.get(end - 1).is("end")) {
            return Optional.empty();
        }
        var query = tokens.subList(at + 3, loop);
        var inside = tokens.subList(loop + 1, end - 1);
        boolean whole = query.stream()
                        .noneMatch(t ->
                                t.isSymbol(",") && t.start() > tokens.get(from).start())
                && query.stream().noneMatch(t -> LIMITS.stream().anyMatch(t::is))
                && query.stream().filter(t -> t.is("select")).count() == 1;
        if (!whole || !writesOnly(inside, tokens.get(at + 1).name())) {
            return Optional.empty();
        }
        boolean qualified = tokens.get(from + 2).isSymbol(".");
        return Optional.of(new RowLoop(
                qualified ? tokens.get(from + 1).name() : "",
                tokens.get(qualified ? from + 3 : from + 1).name(),
                text(body, query),
                text(body, inside)));
    }

    /** Whether it is all INSERT, UPDATE and DELETE, at least one of them with a value of the row. */
    private static boolean writesOnly(List<Token> inside, String row) {
        boolean begins = true;
        boolean uses = false;
        for (int i = 0; i < inside.size(); i++) {
            var token = inside.get(i);
            if (begins && WRITES.stream().noneMatch(token::is)) {
                return false;
            }
            begins = token.isSymbol(";");
            uses |= token.isName()
                    && token.name().equals(row)
                    && i + 1 < inside.size()
                    && inside.get(i + 1).isSymbol(".");
        }
        return uses && inside.stream().noneMatch(t -> t.is("returning") || t.is("current"));
    }

    private static int next(List<Token> tokens, int from, String word) {
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).is(word)) {
                return i;
            }
        }
        return -1;
    }

    private static String text(String body, List<Token> tokens) {
        return body.substring(tokens.getFirst().start(), tokens.getLast().end()).replaceAll("\\s+", " ");
    }
}
