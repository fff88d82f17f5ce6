package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.statement.select.Select;

/**
 * WITH lists that are computed as a whole though conditions outside would leave most of their rows out: written AS MATERIALIZED, or
 * named twice, which is the same (manual, section 7.8.3).
 */
public final class MaterializedListRule implements Rewriter {

    static final String SLUG = "materialized-list";

    /** Words with which the queries of a WITH list do more than give rows, or depend on being run once. */
    private static final Set<String> MORE =
            Set.of("recursive", "insert", "update", "delete", "merge", "share", "limit");

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public String title() {
        return "computes a WITH list as a whole before any condition outside of it";
    }

    @Override
    public String why() {
        return "What is materialized gives all its rows to a temporary store, and no condition and no index of the tables helps to"
                + " find those that are wanted. NOT MATERIALIZED lets the planner put it in the place where it is named; the rows are the"
                + " same, as nothing in it is volatile.";
    }

    @Override
    public Optional<Attempt> rewrite(Select select, Catalog catalog) {
        var sql = select.toString();
        var tokens = Tokens.of(sql);
        return WithLists.begin(tokens) && !WithLists.say(tokens, MORE)
                ? inlined(sql, tokens).map(Attempt.Rewritten::new)
                : Optional.empty();
    }

    private static Optional<String> inlined(String sql, List<Token> tokens) {
        var text = new StringBuilder();
        int copied = 0;
        for (int i = 1; i + 2 < tokens.size(); i++) {
            boolean begins = tokens.get(i).is("as")
                    && (tokens.get(i - 1).isName() || tokens.get(i - 1).isSymbol(")"));
            if (begins
                    && tokens.get(i + 1).is("materialized")
                    && tokens.get(i + 2).isSymbol("(")) {
                text.append(sql, copied, tokens.get(i).end()).append(" NOT MATERIALIZED");
                copied = tokens.get(i + 1).end();
            } else if (begins
                    && tokens.get(i + 1).isSymbol("(")
                    && tokens.get(i + 2).is("select")
                    && WithLists.isNamedTwice(tokens, i - 1)) {
                text.append(sql, copied, tokens.get(i).end()).append(" NOT MATERIALIZED");
                copied = tokens.get(i).end();
            }
        }
        return copied == 0
                ? Optional.empty()
                : Optional.of(text.append(sql.substring(copied)).toString());
    }
}
