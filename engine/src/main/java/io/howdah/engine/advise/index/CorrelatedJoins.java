package io.howdah.engine.advise.index;

import io.howdah.engine.advise.index.Terms.Term;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a plan costs beyond the planner's word where tables are joined on several columns that go together.
 *
 * <p>The planner multiplies the selectivities of the conditions ({@code clauselist_selectivity} in clausesel.c), as if every
 * combination of values occurred. But no table holds more combinations than rows: with 10,000 suppliers and 200,000 parts it
 * reckons with two billion pairs, where a table of 6 million rows has at most 6 million. So at least that many times more rows
 * come out, and the inner side of each nested loop over them runs that much more often. A join along a foreign key is left
 * alone: there the planner knows ({@code get_foreign_key_join_selectivity} in costsize.c).
 */
final class CorrelatedJoins {

    private static final Set<String> JOINS = Set.of("Nested Loop", "Hash Join", "Merge Join");

    /** Nodes of which no more rows come out because more go in. */
    private static final Set<String> BOUNDED = Set.of("Aggregate", "Group", "Unique", "SetOp", "Limit");

    /** Nodes that answer a repeated scan from memory. */
    private static final Set<String> REMEMBERED = Set.of("Materialize", "Memoize");

    /** Of these no more rows come out than go in on the outer side. */
    private static final Set<String> KEEPING = Set.of("Semi", "Anti");

    private static final Set<String> APART = Set.of("InitPlan", "SubPlan");

    private final Catalog catalog;

    CorrelatedJoins(Catalog catalog) {
        this.catalog = catalog;
    }

    /** To be added to the plan's cost. */
    double undercharge(Plan plan) {
        var walk = new Walk(catalog, plan);
        walk.growth(plan.root());
        return walk.undercharge;
    }

    private static final class Walk {

        private final Map<String, Relation> relations = new HashMap<>();
        private final JoinedKeys keys = new JoinedKeys();
        private double undercharge;

        private Walk(Catalog catalog, Plan plan) {
            for (PlanNode node : plan.nodes()) {
                var alias = node.alias();
                if (node.relation() != null && alias != null) {
                    catalog.relation(node.relation()).ifPresent(r -> relations.put(alias, r));
                }
            }
            plan.nodes().forEach(node -> equalities(node).forEach(e -> keys.equal(e.left(), e.right())));
        }

        private record Equality(Term left, Term right) {}

        private List<Equality> equalities(PlanNode node) {
            var found = new ArrayList<Equality>();
            PlanConditions.of(node).forEach(condition -> {
                if (condition instanceof Expression.Operation equal
                        && equal.operator().equals("=")) {
                    Terms.of(equal.left(), relations)
                            .ifPresent(left -> Terms.of(equal.right(), relations)
                                    .filter(right -> !right.alias().equals(left.alias()))
                                    .ifPresent(right -> found.add(new Equality(left, right))));
                }
            });
            return found;
        }

        /** How many times as many rows come out of the node as the planner believes; at least 1. */
        double growth(PlanNode node) {
            var growths = new ArrayList<Double>();
            var inputs = new ArrayList<PlanNode>();
            for (PlanNode child : node.children()) {
                double growth = growth(child);
                if (!APART.contains(child.details().get("Parent Relationship"))) {
                    inputs.add(child);
                    growths.add(growth);
                }
            }
            if (BOUNDED.contains(node.type())) {
                return 1;
            }
            return JOINS.contains(node.type()) && inputs.size() == 2
                    ? joined(node, inputs.getFirst(), growths.getFirst(), inputs.getLast(), growths.getLast())
                    : growths.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        }

        private double joined(PlanNode join, PlanNode outer, double ofOuter, PlanNode inner, double ofInner) {
            if (join.type().equals("Nested Loop") && !REMEMBERED.contains(inner.type())) {
                undercharge += (ofOuter - 1) * outer.rows() * inner.totalCost();
            }
            return KEEPING.contains(join.details().getOrDefault("Join Type", "Inner"))
                    ? ofOuter
                    : ofOuter * ofInner * ofConditions(join, outer, inner);
        }

        private double ofConditions(PlanNode join, PlanNode outer, PlanNode inner) {
            var conditions = new ArrayList<>(equalities(join));
            new Plan(inner, null, null).nodes().forEach(node -> conditions.addAll(equalities(node)));
            var classes = new LinkedHashSet<Set<Term>>();
            conditions.forEach(c -> classes.add(keys.equalTo(c.left())));
            double most = 1;
            for (String left : aliases(outer)) {
                for (String right : aliases(inner)) {
                    most = Math.max(most, pair(left, right, classes).excess());
                }
            }
            return most;
        }

        private JoinedPair pair(String left, String right, Set<Set<Term>> classes) {
            var pair = new JoinedPair(
                    Objects.requireNonNull(relations.get(left)), Objects.requireNonNull(relations.get(right)));
            for (Set<Term> equal : classes) {
                equal.stream()
                        .filter(t -> t.alias().equals(left))
                        .findFirst()
                        .ifPresent(one -> equal.stream()
                                .filter(t -> t.alias().equals(right))
                                .findFirst()
                                .ifPresent(other -> pair.on(one, other)));
            }
            return pair;
        }

        private List<String> aliases(PlanNode side) {
            return new Plan(side, null, null)
                    .nodes().stream()
                            .map(PlanNode::alias)
                            .filter(alias -> alias != null && relations.containsKey(alias))
                            .toList();
        }
    }
}
