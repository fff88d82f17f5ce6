package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.List;

/** Sees IN lists with very many values: each length is another text, parsed and planned anew, and another entry among the statistics. */
public final class LongListRule implements Rule {

    private static final Threshold VALUES = new Threshold(
            "long-in-list.values",
            100,
            "values",
            "ours: a list that is written by hand is shorter, so that one this long was computed");

    @Override
    public String slug() {
        return "long-in-list";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(VALUES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return StatementFindings.merged(TextOf.costliest(scene).stream()
                .filter(s -> longest(TextOf.sent(s)) >= scene.of(VALUES))
                .map(s -> finding(s, longest(TextOf.sent(s)), scene)));
    }

    /** Values of the longest list behind IN. */
    private static int longest(String sql) {
        var tokens = Tokens.of(sql);
        int longest = 0;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("in") && tokens.get(i + 1).isSymbol("(")) {
                longest = Math.max(longest, values(tokens, i + 2));
            }
        }
        return longest;
    }

    private static int values(List<Token> tokens, int from) {
        int values = 0;
        for (int i = from; i < tokens.size() && !tokens.get(i).isSymbol(")"); i++) {
            boolean value = tokens.get(i).isConstant() || tokens.get(i).kind() == Token.Kind.PARAMETER;
            if (!value && !tokens.get(i).isSymbol(",") && !tokens.get(i).isSymbol("-")) {
                return 0;
            }
            values += value ? 1 : 0;
        }
        return values;
    }

    private Finding finding(Statement statement, int values, Scene scene) {
        return StatementFindings.of(
                slug(),
                Severity.INFO,
                statement,
                scene,
                "IN with " + values + " values",
                "Each number of values is another text: parsed and planned anew, never prepared, and before 18 an entry of its"
                        + " own in pg_stat_statements. = ANY ($1) with one array is one statement; a list of thousands that"
                        + " comes from the database belongs there, as a join.",
                List.of(Evidence.catalog(values + " values in one list")));
    }
}
