package io.howdah.engine.sql;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The columns that a statement sets: of UPDATE, of INSERT … ON CONFLICT DO UPDATE, of MERGE, also inside WITH.
 *
 * <p>Read from the tokens alone, so that a statement of any dialect version can be read. A name is a target when it stands
 * first after SET or after a comma of the same depth.
 */
public final class UpdatedColumns {

    private static final Set<String> END_OF_LIST = Set.of("from", "where", "returning", "when");

    private final List<Token> tokens;
    private final Set<String> columns = new TreeSet<>();

    private UpdatedColumns(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** Names as the catalogs store them; empty where the statement sets none. */
    public static Set<String> of(String sql) {
        var reader = new UpdatedColumns(Tokens.of(sql));
        boolean updates = false;
        for (int i = 0; i < reader.tokens.size(); i++) {
            updates |= reader.tokens.get(i).is("update");
            if (updates && reader.tokens.get(i).is("set")) {
                reader.list(i + 1);
            }
        }
        return Set.copyOf(reader.columns);
    }

    private void list(int from) {
        int depth = 0;
        boolean target = true;
        for (int i = from; i < tokens.size() && depth >= 0; i++) {
            var token = tokens.get(i);
            if (depth == 0 && (END_OF_LIST.contains(token.name()) || token.isSymbol(";"))) {
                return;
            }
            if (target && token.isName()) {
                columns.add(token.name());
            } else if (token.isSymbol("=")) {
                target = false;
            }
            depth += opens(token) ? 1 : closes(token) ? -1 : 0;
            target |= depth == 0 && token.isSymbol(",");
        }
    }

    private static boolean opens(Token token) {
        return token.isSymbol("(") || token.isSymbol("[");
    }

    private static boolean closes(Token token) {
        return token.isSymbol(")") || token.isSymbol("]");
    }
}
