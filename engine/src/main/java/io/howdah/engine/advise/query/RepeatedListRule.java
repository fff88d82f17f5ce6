package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.statement.select.Select;

/** WITH lists written AS NOT MATERIALIZED and named more than once: computed as often, where once might do. */
public final class RepeatedListRule implements Rewriter {

    static final String SLUG = "repeated-list";

    /** Words of lists that do more than give rows. */
    private static final Set<String> MORE = Set.of("recursive", "insert", "update", "delete", "merge", "share");

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public String title() {
        return "computes a WITH list again in each place where it is named";
    }

    @Override
    public String why() {
        return "NOT MATERIALIZED puts the list's query into each place where it is named. MATERIALIZED computes it once and keeps its"
                + " rows; they are the same, as nothing in it is volatile. It pays where the conditions outside leave little out.";
    }

    @Override
    public Optional<Attempt> rewrite(Select select, Catalog catalog) {
        var sql = select.toString();
        var tokens = Tokens.of(sql);
        return WithLists.begin(tokens) && !WithLists.say(tokens, MORE)
                ? computedOnce(sql, tokens).map(Attempt.Rewritten::new)
                : Optional.empty();
    }

    private static Optional<String> computedOnce(String sql, List<Token> tokens) {
        var text = new StringBuilder();
        int copied = 0;
        for (int i = 1; i + 3 < tokens.size(); i++) {
            boolean inlined = tokens.get(i).is("as")
                    && tokens.get(i + 1).is("not")
                    && tokens.get(i + 2).is("materialized")
                    && tokens.get(i + 3).isSymbol("(");
            if (inlined && tokens.get(i - 1).isName() && WithLists.isNamedTwice(tokens, i - 1)) {
                text.append(sql, copied, tokens.get(i).end()).append(" MATERIALIZED");
                copied = tokens.get(i + 2).end();
            }
        }
        return copied == 0
                ? Optional.empty()
                : Optional.of(text.append(sql.substring(copied)).toString());
    }
}
