package io.howdah.engine.advise.query;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How plans of one statement work, whichever partitions the values of a call lead to: partitions count as their whole, their indexes by
 * their keys, and parts of an Append that work alike as one.
 */
final class PlanForm {

    private static final Pattern JOIN = Pattern.compile("(Hash|Merge|Nested Loop) (?:\\w+ )*Join");

    private final Map<String, List<Relation>> relations = new HashMap<>();
    private final Map<String, Relation> ofIndex = new HashMap<>();
    private final Map<String, Index> indexes = new HashMap<>();
    private final Catalog catalog;

    PlanForm(Catalog catalog) {
        this.catalog = catalog;
        for (var relation : catalog.relations()) {
            relations.merge(relation.name().name(), List.of(relation), (one, other) -> List.of());
            for (var index : relation.indexes()) {
                ofIndex.put(index.name().name(), relation);
                indexes.put(index.name().name(), index);
            }
        }
    }

    String of(Plan plan) {
        return of(plan.root());
    }

    String of(PlanNode node) {
        var parts = node.children().stream().map(this::of).toList();
        if (node.type().contains("Append")) {
            var kinds = parts.stream().distinct().toList();
            return kinds.size() == 1 ? kinds.getFirst() : node.type() + kinds;
        }
        return label(node) + (parts.isEmpty() ? "" : parts);
    }

    /**
     * The type as EXPLAIN prints it as text, without the kind of a join; in JSON the strategy of an aggregate stands apart.
     */
    static String type(PlanNode node) {
        if (node.type().equals("Aggregate")) {
            return switch (node.details().getOrDefault("Strategy", "Plain")) {
                case "Hashed" -> "HashAggregate";
                case "Sorted" -> "GroupAggregate";
                case "Mixed" -> "MixedAggregate";
                default -> "Aggregate";
            };
        }
        var join = JOIN.matcher(node.type());
        return !join.matches()
                ? node.type()
                : join.group(1).equals("Nested Loop") ? "Nested Loop" : join.group(1) + " Join";
    }

    /** Type, index and relation, a partition as its whole. */
    String label(PlanNode node) {
        var relation = node.relation() == null ? Optional.<Relation>empty() : relation(node.relation());
        var index = node.index() == null ? "" : " using " + index(node.index());
        var on = relation.map(r -> root(r).name().toString())
                .orElse(node.relation() == null ? "" : node.relation().toString());
        return type(node) + index + (on.isEmpty() ? "" : " on " + on);
    }

    private String index(String name) {
        var table = ofIndex.get(name);
        if (table == null || table.partitionBound() == null) {
            return name;
        }
        var keys = Objects.requireNonNull(indexes.get(name)).definition().keys();
        return "the index of " + root(table).name() + " on "
                + keys.stream().map(PlanForm::words).toList();
    }

    private static String words(IndexKey key) {
        return key.column() == null ? key.expression() : key.column();
    }

    /** The relation that a plan means, which names its schema only where it was logged verbosely. */
    Optional<Relation> relation(QualifiedName name) {
        return relations.getOrDefault(name.name(), List.of()).stream()
                .filter(r -> name.schema().isEmpty() || r.name().schema().equals(name.schema()))
                .findFirst()
                .or(() -> catalog.relation(name));
    }

    /** The table that a partition is of; itself where it is none. */
    Relation root(Relation relation) {
        var parent = relation.parent();
        return relation.partitionBound() == null || parent == null
                ? relation
                : catalog.relation(parent).map(this::root).orElse(relation);
    }

    boolean hasIndex(String name) {
        return indexes.containsKey(name);
    }
}
