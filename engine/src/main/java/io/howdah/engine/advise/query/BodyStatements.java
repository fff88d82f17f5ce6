package io.howdah.engine.advise.query;

import io.howdah.engine.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Splits a procedural body into statements, the heads of its blocks, such as {@code IF …} and {@code FOR … IN …}, and the words BEGIN, ELSE
 * and LOOP where they stand by themselves; labels left out.
 */
final class BodyStatements {

    private static final Set<String> LOOPS = Set.of("for", "while", "foreach");

    private final List<List<Token>> statements = new ArrayList<>();
    private final List<Token> current = new ArrayList<>();

    /** How many CASE of an expression are open: their THEN and ELSE end nothing. */
    private int cases;

    private BodyStatements() {}

    static List<List<Token>> of(List<Token> tokens) {
        var split = new BodyStatements();
        tokens.forEach(split::take);
        split.end();
        return List.copyOf(split.statements);
    }

    private void take(Token token) {
        if (token.isSymbol(";") || isBorder(token)) {
            boolean own = current.isEmpty() && token.kind() == Token.Kind.WORD;
            end();
            if (own) {
                statements.add(List.of(token));
            }
            return;
        }
        if (token.is("case") && !current.isEmpty() && !current.getLast().is("end")) {
            cases++;
        } else if (token.is("end") && cases > 0) {
            cases--;
        }
        current.add(token);
        if (token.isSymbol(">>") && current.getFirst().isSymbol("<<")) {
            current.clear();
        }
    }

    /** BEGIN, ELSE and LOOP are columns elsewhere; THEN is no name. */
    private boolean isBorder(Token token) {
        if (cases > 0) {
            return false;
        }
        boolean fresh = current.isEmpty();
        boolean loops = !fresh && LOOPS.contains(current.getFirst().name());
        return token.is("then")
                || (fresh && (token.is("begin") || token.is("else") || token.is("loop")))
                || (loops && token.is("loop"));
    }

    private void end() {
        cases = 0;
        if (!current.isEmpty()) {
            statements.add(List.copyOf(current));
            current.clear();
        }
    }
}
