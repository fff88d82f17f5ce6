package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Expression;
import io.howdah.engine.sql.Expression.ColumnRef;
import io.howdah.engine.sql.ExpressionParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads from a plan what the statement asks of each table: the server itself has resolved names, views and types, and has
 * derived the conditions that follow from others.
 */
final class NeedsReader {

    private static final Set<String> INEQUALITIES = Set.of("<", "<=", ">", ">=");

    private final Catalog catalog;
    private final Map<String, Relation> relations = new LinkedHashMap<>();
    private final Map<String, TableNeed> needs = new LinkedHashMap<>();
    private final JoinedKeys joins = new JoinedKeys();

    private NeedsReader(Catalog catalog) {
        this.catalog = catalog;
    }

    /** One entry for each table that the plan scans, twice where it does so under two aliases. */
    static List<TableNeed> read(Catalog catalog, Plan plan) {
        var reader = new NeedsReader(catalog);
        var nodes = plan.nodes();
        nodes.forEach(reader::aliases);
        nodes.forEach(node -> PlanConditions.of(node).forEach(reader::condition));
        nodes.forEach(reader::keys);
        new ColumnsRead(reader.relations, reader.needs).collect(plan);
        reader.joins.closeOver(reader.needs);
        return reader.needs.values().stream().distinct().toList();
    }

    private void aliases(PlanNode node) {
        var alias = node.alias();
        if (node.relation() == null || alias == null) {
            return;
        }
        catalog.relation(node.relation()).ifPresent(relation -> {
            var table = PartitionedTables.root(catalog, relation);
            relations.put(alias, table);
            needs.computeIfAbsent(alias, a -> partition(table, relation).orElseGet(() -> new TableNeed(table.name())));
        });
    }

    /** All partitions of a table share what is asked of it. */
    private Optional<TableNeed> partition(Relation table, Relation relation) {
        return table.equals(relation)
                ? Optional.empty()
                : needs.values().stream()
                        .filter(n -> n.table.equals(table.name()))
                        .findFirst();
    }

    private void condition(Expression condition) {
        rememberConstant(condition);
        if (condition instanceof Expression.Or or) {
            or.parts().forEach(part -> part.conjuncts().forEach(this::alternative));
            return;
        }
        if (condition instanceof Expression.Operation operation) {
            comparison(operation);
            return;
        }
        tested(condition).flatMap(this::term).ifPresent(t -> need(t).equal.add(t.key()));
    }

    /** What a condition without a right-hand side compares: an IN list, a truth value, a test for NULL. */
    private static Optional<Expression> tested(Expression condition) {
        if (condition instanceof Expression.Quantified in
                && in.any()
                && in.operator().equals("=")) {
            return Optional.of(in.left());
        }
        if (condition instanceof Expression.Test test && !test.test().startsWith("IS NOT")) {
            return Optional.of(test.operand());
        }
        if (condition instanceof Expression.Not not) {
            return Optional.of(not.operand()).filter(ColumnRef.class::isInstance);
        }
        return Optional.of(condition).filter(ColumnRef.class::isInstance);
    }

    private void comparison(Expression.Operation operation) {
        searches(operation);
        var left = term(operation.left());
        var right = term(operation.right());
        boolean sameTable = left.isPresent()
                && right.isPresent()
                && left.get().alias().equals(right.get().alias());
        if (sameTable) {
            return;
        }
        if (operation.operator().equals("=") && left.isPresent() && right.isPresent()) {
            joins.equal(left.get(), right.get());
        }
        left.ifPresent(t -> compared(t, operation.operator(), operation.right(), right.isPresent()));
        right.ifPresent(t -> compared(t, operation.operator(), operation.left(), left.isPresent()));
        rows(operation);
    }

    private void compared(Terms.Term term, String operator, Expression other, boolean join) {
        var need = need(term);
        if (other.columns().stream().anyMatch(c -> term.alias().equals(c.relation()))) {
            return;
        }
        if (operator.equals("=")) {
            (join || !other.columns().isEmpty() ? need.joined : need.equal).add(term.key());
        } else if (INEQUALITIES.contains(operator) || isNetwork(term, operator)) {
            need.ranged.add(term.key());
        } else if (PatternKey.isAnchored(operator, other)) {
            catalog.relation(term.table()).ifPresent(t -> need.ranged.add(PatternKey.of(term.key(), t, catalog)));
        }
    }

    /** The addresses of a network lie next to each other ({@code network_subset_support}). */
    private boolean isNetwork(Terms.Term term, String operator) {
        var column = term.key().column();
        var relation = relations.get(term.alias());
        return column != null
                && relation != null
                && (operator.equals("<<") || operator.equals("<<="))
                && relation.column(column)
                        .filter(c -> c.typeName().equals("pg_catalog.inet")
                                || c.typeName().equals("pg_catalog.cidr"))
                        .isPresent();
    }

    /** What a B-tree cannot answer, or not on a key so wide. */
    private void searches(Expression.Operation operation) {
        Search.in(operation, relations).forEach(s -> searched(s.alias(), s.search()));
        if (operation.operator().equals("=")) {
            Terms.searched(operation.left(), relations)
                    .filter(t -> term(operation.left()).isEmpty()
                            && operation.right().columns().isEmpty())
                    .ifPresent(t -> searched(t.alias(), new Search(t.key(), "=", false)));
        }
    }

    private void searched(String alias, Search search) {
        var need = needs.get(alias);
        if (need != null) {
            need.searches.add(search);
        }
    }

    /** {@code ROW(a, b) > ROW(x, y)} asks for an order by a, b. */
    private void rows(Expression.Operation operation) {
        if (INEQUALITIES.contains(operation.operator()) && operation.left() instanceof Expression.RowOf row) {
            order(
                    row.parts().stream()
                            .map(p -> Optional.of(new OrderPart(p, false, false)))
                            .toList(),
                    false);
        }
    }

    private void alternative(Expression condition) {
        if (condition instanceof Expression.Operation search) {
            searches(search);
        }
        if (condition instanceof Expression.Operation operation
                && (operation.operator().equals("=") || INEQUALITIES.contains(operation.operator()))) {
            term(operation.left()).ifPresent(t -> need(t).alternatives.add(t.key()));
            return;
        }
        if (condition instanceof Expression.Or || condition instanceof Expression.And) {
            condition.parts().forEach(part -> part.conjuncts().forEach(this::alternative));
            return;
        }
        tested(condition)
                .flatMap(this::term)
                .ifPresent(t -> need(t).alternatives.add(t.key()));
    }

    private void rememberConstant(Expression condition) {
        var aliases =
                condition.columns().stream().map(ColumnRef::relation).distinct().toList();
        if (aliases.size() == 1 && !condition.hasUnknown() && needs.containsKey(aliases.getFirst())) {
            needs.get(aliases.getFirst()).conditions.add(condition);
        }
    }

    private void keys(PlanNode node) {
        if (node.type().endsWith("Sort")) {
            order(parsedKeys(node, "Sort Key"), false);
        }
        var grouped = parsedKeys(node, "Group Key");
        if (!grouped.isEmpty()) {
            order(grouped, true);
        }
        usedIndexOrder(node);
        extremes(node, grouped);
    }

    private List<Optional<OrderPart>> parsedKeys(PlanNode node, String kind) {
        return node.keys().getOrDefault(kind, List.of()).stream()
                .map(text -> ExpressionParser.parseSortKey(text)
                        .map(k -> new OrderPart(
                                Qualified.at(node, relations.keySet(), k.expression()),
                                k.descending(),
                                k.nullsFirst())))
                .toList();
    }

    /** The longest prefix of the keys that belongs to one table. */
    private void order(List<Optional<OrderPart>> parts, boolean grouping) {
        var nearest = parts.isEmpty() || parts.getFirst().isEmpty()
                ? null
                : Search.nearest(parts.getFirst().get().expression(), relations);
        if (nearest != null) {
            searched(nearest.alias(), nearest.search());
            return;
        }
        var keys = new ArrayList<IndexKey>();
        String alias = null;
        for (Optional<OrderPart> part : parts) {
            var term = part.flatMap(p -> term(p.expression()));
            if (term.isEmpty() || (alias != null && !alias.equals(term.get().alias()))) {
                break;
            }
            alias = term.get().alias();
            keys.add(part.get().directed(term.get().key()));
        }
        var need = alias == null ? null : needs.get(alias);
        if (need != null) {
            (grouping ? need.groups : need.orders).add(List.copyOf(keys));
        }
    }

    /** An order that an existing index provides shows no sort; a better index must provide it too. */
    private void usedIndexOrder(PlanNode node) {
        var alias = node.alias();
        var relation = alias == null ? null : relations.get(alias);
        var need = alias == null ? null : needs.get(alias);
        if (node.index() == null || relation == null || need == null) {
            return;
        }
        boolean backward = "Backward".equals(node.details().get("Scan Direction"));
        relation.indexes().stream()
                .filter(i -> i.name().name().equals(node.index()))
                .filter(i -> i.definition().method().equals("btree"))
                .map(i -> backward
                        ? Reversed.of(i.definition().keys())
                        : i.definition().keys())
                .forEach(need.orders::add);
    }

    /** {@code min(x)} and {@code max(x)} are answered by the ends of an index on x, or of each group's part of it. */
    private void extremes(PlanNode node, List<Optional<OrderPart>> grouped) {
        for (String output : node.keys().getOrDefault("Output", List.of())) {
            ExpressionParser.parse(output)
                    .filter(e -> e instanceof Expression.Call call
                            && (call.isNamed("min") || call.isNamed("max"))
                            && call.parts().size() == 1)
                    .map(e -> Qualified.at(node, relations.keySet(), e.parts().getFirst()))
                    .ifPresent(x -> order(
                            Stream.concat(grouped.stream(), Stream.of(Optional.of(new OrderPart(x, false, false))))
                                    .toList(),
                            !grouped.isEmpty()));
        }
    }

    private Optional<Terms.Term> term(Expression expression) {
        return Terms.of(expression, relations);
    }

    private TableNeed need(Terms.Term term) {
        return needs.computeIfAbsent(term.alias(), a -> new TableNeed(term.table()));
    }

    /** One key of an order, not yet resolved. */
    private record OrderPart(Expression expression, boolean descending, boolean nullsFirst) {

        IndexKey directed(IndexKey key) {
            return new IndexKey(
                    key.column(), key.expression(), key.operatorClass(), key.collation(), descending, nullsFirst);
        }
    }
}
