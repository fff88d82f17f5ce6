package io.howdah.engine.advise.query;

import io.howdah.engine.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The statements of a procedural body that can run behind one of them in the same pass. */
final class Ahead {

    private static final Set<String> OPENING = Set.of("if", "case", "for", "while", "foreach", "begin", "loop");
    private static final Set<String> OTHER_ARMS = Set.of("elsif", "elseif", "else", "when", "exception");

    private Ahead() {}

    /** Their numbers: not those of other arms of an IF or CASE around it, nor what stands behind a RETURN. */
    static List<Integer> of(List<List<Token>> statements, int from) {
        var ahead = new ArrayList<Integer>();
        int depth = 0;
        boolean otherArm = false;
        for (int i = from + 1; i < statements.size(); i++) {
            var first = statements.get(i).getFirst();
            if (first.is("end")) {
                otherArm = otherArm && depth > 0;
                depth = Math.max(0, depth - 1);
            } else if (depth == 0 && OTHER_ARMS.contains(first.name())) {
                otherArm = true;
            } else if (OPENING.contains(first.name())) {
                depth++;
            }
            if (!otherArm) {
                ahead.add(i);
            }
            if (depth == 0 && !otherArm && returns(statements.get(i))) {
                return ahead;
            }
        }
        return ahead;
    }

    /** By how much blocks get deeper behind a statement that begins with this word. */
    static int change(Token first) {
        return first.is("end") ? -1 : OPENING.contains(first.name()) ? 1 : 0;
    }

    private static boolean returns(List<Token> statement) {
        boolean more = statement.size() > 1
                && (statement.get(1).is("next") || statement.get(1).is("query"));
        return statement.getFirst().is("return") && !more;
    }
}
