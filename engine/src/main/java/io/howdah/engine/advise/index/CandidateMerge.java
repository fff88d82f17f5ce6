package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes of two indexes on a table one that may serve the statements of both: the keys of one, then what the other has more.
 * Where the first one's columns are all compared by equality, their order does not matter to its statements.
 * Only B-trees: the columns of a GIN index are searched one by one, and the others hold one.
 */
final class CandidateMerge {

    private CandidateMerge() {}

    static Set<IndexDefinition> of(List<IndexDefinition> definitions) {
        var merged = new LinkedHashSet<IndexDefinition>();
        for (IndexDefinition first : definitions) {
            for (IndexDefinition second : definitions) {
                if (mayMerge(first, second)) {
                    merged.add(merge(first, second));
                }
            }
        }
        merged.removeAll(Set.copyOf(definitions));
        return merged;
    }

    /** Of two indexes that are there, with what either carries; nothing where they cannot be one. */
    static Optional<IndexDefinition> inOne(IndexDefinition first, IndexDefinition second) {
        if (!mayMerge(first, second) || !first.options().equals(second.options())) {
            return Optional.empty();
        }
        var merged = merge(first, second);
        var carried = Stream.concat(first.include().stream(), second.include().stream())
                .distinct()
                .filter(c -> merged.keys().stream().noneMatch(k -> c.equals(k.column())))
                .toList();
        return Optional.of(new IndexDefinition(
                merged.table(),
                merged.method(),
                false,
                false,
                merged.keys(),
                carried,
                merged.predicate(),
                first.options()));
    }

    private static boolean mayMerge(IndexDefinition first, IndexDefinition second) {
        boolean related = first.method().equals("btree")
                && second.method().equals("btree")
                && first.table().equals(second.table())
                && Objects.equals(first.predicate(), second.predicate())
                && !first.equals(second);
        if (!related) {
            return false;
        }
        var keys = union(first, second);
        boolean sameStart = expression(first, 0).equals(expression(second, 0));
        boolean subset =
                keys.size() == Math.max(first.keys().size(), second.keys().size());
        return keys.size() <= CandidateMaker.WIDEST && (sameStart || subset);
    }

    private static IndexDefinition merge(IndexDefinition first, IndexDefinition second) {
        return IndexDefinition.btree(first.table(), union(first, second)).where(first.predicate());
    }

    private static List<IndexKey> union(IndexDefinition first, IndexDefinition second) {
        var keys = new ArrayList<>(first.keys());
        second.keys().stream()
                .filter(k -> keys.stream().noneMatch(o -> o.expression().equals(k.expression())))
                .toList()
                .forEach(keys::add);
        return List.copyOf(keys);
    }

    private static String expression(IndexDefinition definition, int at) {
        return definition.keys().get(at).expression();
    }
}
