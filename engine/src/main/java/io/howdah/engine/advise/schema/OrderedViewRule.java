package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.List;
import java.util.Objects;

/**
 * Sees views that end in ORDER BY without cutting their rows: whoever joins, groups or orders them pays for a sort that nobody promised to
 * keep, and the planner cannot merge such a view into the statement.
 */
public final class OrderedViewRule implements Rule {

    @Override
    public String slug() {
        return "ordered-view";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().relations().stream()
                .filter(r -> r.kind() == Relation.Kind.VIEW && OwnTables.isOwn(r))
                .filter(r -> isOrdered(Tokens.of(Objects.requireNonNullElse(r.viewDefinition(), ""))))
                .map(this::finding)
                .toList();
    }

    /** Outside of all brackets: ORDER BY, and nothing that needs it. */
    private static boolean isOrdered(List<Token> definition) {
        int depth = 0;
        boolean ordered = false;
        for (int i = 0; i < definition.size(); i++) {
            var token = definition.get(i);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth == 0 && token.kind() == Token.Kind.WORD) {
                if (needsOrder(definition, i)) {
                    return false;
                }
                ordered |= token.is("order")
                        && i + 1 < definition.size()
                        && definition.get(i + 1).is("by");
            }
        }
        return ordered;
    }

    /** LIMIT, OFFSET and FETCH cut by it; DISTINCT ON chooses by it. */
    private static boolean needsOrder(List<Token> definition, int at) {
        var token = definition.get(at);
        boolean distinctOn = token.is("distinct")
                && at + 1 < definition.size()
                && definition.get(at + 1).is("on");
        return token.is("limit") || token.is("offset") || token.is("fetch") || distinctOn;
    }

    private Finding finding(Relation view) {
        return Finding.of(
                slug(),
                Severity.INFO,
                view.name().toString(),
                view.name() + " sorts its rows for whoever reads it",
                "The order of a view's rows is not promised to a statement that joins, groups or filters them further; the sort is"
                        + " paid for all the same, and a view with ORDER BY cannot be merged into the statement, so that no other"
                        + " order of joins is tried. ORDER BY belongs to the statements that show the rows.",
                List.of(Evidence.catalog(
                        "its definition ends in ORDER BY, without LIMIT, OFFSET, FETCH or DISTINCT ON")));
    }
}
