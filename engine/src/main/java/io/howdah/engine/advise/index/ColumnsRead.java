package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.ExpressionParser;
import io.howdah.engine.sql.SortKey;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the columns of each table that a statement really reads.
 *
 * <p>A scan below a join may hand up whole rows because that costs it nothing ({@code use_physical_tlist} in createplan.c),
 * so its own output counts only where nothing is above it.
 */
final class ColumnsRead {

    private final Map<String, Relation> relations;
    private final Map<String, TableNeed> needs;

    ColumnsRead(Map<String, Relation> relations, Map<String, TableNeed> needs) {
        this.relations = relations;
        this.needs = needs;
    }

    void collect(Plan plan) {
        for (PlanNode node : plan.nodes()) {
            boolean scanBelow = node.relation() != null && !node.equals(plan.root());
            texts(node, scanBelow).forEach(text -> {
                columns(node, text);
                bare(node, text);
            });
            changed(node);
        }
    }

    private static List<String> texts(PlanNode node, boolean scanBelow) {
        var texts = new ArrayList<>(node.details().entrySet().stream()
                .filter(d -> d.getKey().endsWith("Cond") || d.getKey().endsWith("Filter"))
                .map(Map.Entry::getValue)
                .toList());
        node.keys().entrySet().stream()
                .filter(k -> !(scanBelow && k.getKey().equals("Output")))
                .forEach(k -> texts.addAll(k.getValue()));
        return texts;
    }

    private void columns(PlanNode node, String text) {
        var parsed = ExpressionParser.parseSortKey(text).map(SortKey::expression);
        if (parsed.isEmpty()) {
            needs.values().forEach(n -> n.coverable = false);
            return;
        }
        for (var column : Qualified.at(node, relations.keySet(), parsed.get()).columns()) {
            var need = column.relation() == null ? null : needs.get(column.relation());
            var relation = column.relation() == null ? null : relations.get(column.relation());
            if (need == null || relation == null) {
                continue;
            }
            if (relation.column(column.column()).isPresent()) {
                need.columns.add(column.column());
            } else {
                need.coverable = false;
            }
        }
    }

    /** Names without a table in what is kept as text: CASE, FILTER, WITHIN GROUP. */
    private void bare(PlanNode node, String text) {
        var alias = Qualified.alias(node, relations.keySet());
        var need = alias == null ? null : needs.get(alias);
        var relation = alias == null ? null : relations.get(alias);
        if (need == null || relation == null) {
            return;
        }
        var tokens = Tokens.of(text);
        for (int i = 0; i < tokens.size(); i++) {
            if (standsAlone(tokens, i) && relation.column(tokens.get(i).name()).isPresent()) {
                need.columns.add(tokens.get(i).name());
            }
        }
    }

    private static boolean standsAlone(List<Token> tokens, int at) {
        boolean part = at > 0
                && (tokens.get(at - 1).isSymbol(".") || tokens.get(at - 1).isSymbol("::"));
        boolean called = at + 1 < tokens.size()
                && (tokens.get(at + 1).isSymbol(".") || tokens.get(at + 1).isSymbol("("));
        return tokens.get(at).isName() && !part && !called;
    }

    /** Rows that are changed or locked are visited in the table anyway. */
    private void changed(PlanNode node) {
        if (node.type().equals("ModifyTable") || node.type().equals("LockRows")) {
            needs.values().forEach(need -> need.coverable = false);
        }
        if (node.keys().get("Output") == null && node.relation() != null && node.alias() != null) {
            var need = needs.get(node.alias());
            if (need != null) {
                need.coverable = false;
            }
        }
    }
}
