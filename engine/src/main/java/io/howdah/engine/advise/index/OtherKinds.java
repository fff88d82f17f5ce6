package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Relation;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the indexes of other kinds than B-tree that could serve one statement on one table: GIN, GiST and SP-GiST for what it
 * searches, alone and behind a column that it compares by equality where btree_gin or btree_gist is there; hash for long
 * values compared by equality; BRIN where the table's order follows a column.
 */
final class OtherKinds {

    /** A hash entry has 16 bytes and a B-tree's is as wide as the value; from here on a hash is half as large or less. */
    static final int HASH_FROM_BYTES = 40;

    private static final Set<String> TOGETHER = Set.of("gin", "gist");

    private final Relation table;
    private final TableNeed need;
    private final SearchKinds kinds;
    private final Set<IndexDefinition> made = new LinkedHashSet<>();

    private OtherKinds(Relation table, TableNeed need, SearchKinds kinds) {
        this.table = table;
        this.need = need;
        this.kinds = kinds;
    }

    /** All definitions, each once; each also as partial index of all that the statement repeats. */
    static Set<IndexDefinition> make(
            Relation table,
            TableNeed need,
            List<PartialPredicate> predicates,
            Map<IndexKey, Double> popularity,
            SearchKinds kinds) {
        var maker = new OtherKinds(table, need, kinds);
        maker.searches(popularity);
        maker.hashes();
        maker.partial(predicates);
        maker.made.addAll(BlockRanges.make(table, need));
        return maker.made;
    }

    private void searches(Map<IndexKey, Double> popularity) {
        var first = need.equal.stream()
                .filter(k -> k.column() != null)
                .max(Comparator.comparingDouble((IndexKey k) -> popularity.getOrDefault(k, 0.0))
                        .thenComparing(IndexKey::expression));
        for (Search search : need.searches) {
            var name = search.key().column();
            var column = name == null ? null : table.column(name).orElse(null);
            for (var kind : kinds.of(search, column)) {
                add(kind.method(), List.of(kind.key()));
                first.filter(k -> mayLead(kind.method())).ifPresent(k -> add(kind.method(), List.of(k, kind.key())));
            }
        }
        together();
    }

    /** Two searches of one statement: GIN and GiST with both columns find the rows that pass both by themselves. */
    private void together() {
        var single = made.stream()
                .filter(d -> d.keys().size() == 1 && TOGETHER.contains(d.method()))
                .toList();
        for (int i = 0; i < single.size(); i++) {
            for (int j = i + 1; j < single.size(); j++) {
                var one = single.get(i).keys().getFirst();
                var other = single.get(j).keys().getFirst();
                if (single.get(i).method().equals(single.get(j).method())
                        && !one.expression().equals(other.expression())) {
                    add(single.get(i).method(), List.of(one, other));
                }
            }
        }
    }

    private boolean mayLead(String method) {
        return switch (method) {
            case "gin" -> kinds.has("btree_gin");
            case "gist" -> kinds.has("btree_gist");
            default -> false;
        };
    }

    /** A hash keeps no order, so a column that is also ordered by or compared by more than equality has no use for one. */
    private void hashes() {
        Stream.concat(need.equal.stream(), need.joined.stream())
                .filter(k -> k.column() != null && width(k) >= HASH_FROM_BYTES)
                .filter(k -> need.ranged.stream().noneMatch(r -> r.expression().equals(k.expression())))
                .forEach(k -> add("hash", List.of(k)));
    }

    private int width(IndexKey key) {
        return table.column(String.valueOf(key.column()))
                .map(c -> c.statistics() == null
                        ? Math.max(0, c.length())
                        : c.statistics().averageWidth())
                .orElse(0);
    }

    private void partial(List<PartialPredicate> predicates) {
        if (predicates.isEmpty()) {
            return;
        }
        var condition = predicates.stream().map(PartialPredicate::sql).sorted().collect(Collectors.joining(" AND "));
        var decided = predicates.stream().map(PartialPredicate::column).collect(Collectors.toSet());
        List.copyOf(made).stream()
                .filter(d -> d.keys().stream().noneMatch(k -> k.column() != null && decided.contains(k.column())))
                .forEach(d -> made.add(d.where(condition)));
    }

    private void add(String method, List<IndexKey> keys) {
        made.add(new IndexDefinition(table.name(), method, false, false, keys, List.of(), null, Map.of()));
    }
}
