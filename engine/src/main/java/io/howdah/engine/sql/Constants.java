package io.howdah.engine.sql;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.Token.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/** What people get to see of the constants in statements and plans, which may be somebody's data. */
public enum Constants {
    /** A question mark for each number and string, and no comments, in which tools write what a call was made for. */
    HIDDEN,
    /** Everything as it is. */
    SHOWN;

    /** How pg_stat_statements marks a list that it cut off, from 18 on. */
    private static final String CUT_OFF = "/*, ... */";

    /** What EXPLAIN counts or measures, as opposed to what it says in SQL. */
    private static final Pattern FIGURE = Pattern.compile("-?[\\d.]+");

    /** A statement, a condition or another piece of SQL. */
    public String in(String sql) {
        return this == SHOWN ? sql : hidden(sql);
    }

    /** A statement without the texts that were seen of it. */
    public Statement in(Statement statement) {
        return this == SHOWN
                ? statement
                : new Statement(
                        statement.id(),
                        hidden(statement.text()),
                        List.of(),
                        statement.calls(),
                        statement.totalMs(),
                        statement.counters(),
                        statement.callers());
    }

    /** A plan, whose conditions and keys hold the values that it was made for. */
    public Plan in(Plan plan) {
        return this == SHOWN ? plan : new Plan(hidden(plan.root()), plan.planningMs(), plan.executionMs());
    }

    private static PlanNode hidden(PlanNode node) {
        var details = new LinkedHashMap<>(node.details());
        details.replaceAll((name, said) -> FIGURE.matcher(said).matches() ? said : hidden(said));
        var keys = new LinkedHashMap<>(node.keys());
        keys.replaceAll((name, list) -> list.stream().map(Constants::hidden).toList());
        return node.saying(
                details, keys, node.children().stream().map(Constants::hidden).toList());
    }

    private static String hidden(String sql) {
        var text = new StringBuilder();
        var tokens = Tokens.of(sql);
        int at = 0;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            text.append(gap(sql.substring(at, token.start())));
            boolean value = token.kind() == Kind.STRING || (token.kind() == Kind.NUMBER && !isNameOfPlan(tokens, i));
            text.append(value ? "?" : sql.substring(token.start(), token.end()));
            at = token.end();
        }
        return text.append(gap(sql.substring(at))).toString().strip();
    }

    /** Whether a number belongs to the name of a part of a plan: {@code SubPlan 1}. */
    private static boolean isNameOfPlan(List<Token> tokens, int at) {
        return at > 0 && (tokens.get(at - 1).is("subplan") || tokens.get(at - 1).is("initplan"));
    }

    private static String gap(String between) {
        if (between.isBlank()) {
            return between;
        }
        return between.contains(CUT_OFF) ? " " + CUT_OFF : " ";
    }
}
