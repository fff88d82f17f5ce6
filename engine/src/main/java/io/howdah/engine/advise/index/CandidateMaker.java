package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the indexes that could serve one statement on one table.
 *
 * <p>Columns compared by equality come first, because only then are the entries that qualify next to each other; among them
 * those that more of the workload compares come first, so that statements share prefixes (a tenant's column, mostly). Then
 * comes one range, or an order in the direction that the statement asks for, or a grouping, or a join.
 */
final class CandidateMaker {

    /** Wider indexes cost more than their last columns give; the fifth column has hardly anything left to select. */
    static final int WIDEST = 4;

    /** Carried columns: together not wider than a few index entries' own 24 bytes, and few. */
    private static final int MOST_INCLUDED = 4;

    static final int WIDEST_INCLUDED_BYTES = 64;

    private static final int FLAG_VALUES = 3;

    private final Comparator<IndexKey> byPopularity;
    private final Relation table;
    private final TableNeed need;
    private final Set<IndexDefinition> made = new LinkedHashSet<>();

    private CandidateMaker(Relation table, TableNeed need, Map<IndexKey, Double> popularity) {
        this.table = table;
        this.need = need;
        this.byPopularity = Comparator.comparing(this::isFlag)
                .thenComparingDouble(k -> -popularity.getOrDefault(k, 0.0))
                .thenComparing(IndexKey::expression);
    }

    /** A column of two or three values comes last: the planner takes its correlation for that of the whole index. */
    private boolean isFlag(IndexKey key) {
        return Optional.ofNullable(key.column())
                .flatMap(table::column)
                .map(Column::statistics)
                .filter(s -> s.distinctAmong(table.estimatedRows()) <= FLAG_VALUES)
                .isPresent();
    }

    /**
     * All definitions, each once.
     *
     * @param predicates what the statement repeats with every call
     * @param wider predicates of other statements that follow from one of these
     * @param popularity cost of the statements that compare the key by equality
     */
    static Set<IndexDefinition> make(
            Relation table,
            TableNeed need,
            List<PartialPredicate> predicates,
            List<PartialPredicate> wider,
            Map<IndexKey, Double> popularity) {
        var maker = new CandidateMaker(table, need, popularity);
        maker.total(predicates);
        wider.forEach(p -> maker.partial(List.of(p), Set.of()));
        predicates.forEach(p -> maker.partial(List.of(p), Set.of(p.column())));
        if (predicates.size() > 1) {
            maker.partial(
                    predicates,
                    predicates.stream().map(PartialPredicate::column).collect(Collectors.toSet()));
        }
        return maker.made;
    }

    /** A column that a predicate decides is no key: every entry that qualifies has the same value. */
    private void total(List<PartialPredicate> predicates) {
        var decided = predicates.stream().map(PartialPredicate::column).toList();
        var equal = new LinkedHashSet<>(need.equal);
        equal.removeIf(k -> k.column() != null && decided.contains(k.column()));
        for (List<IndexKey> keys : keyLists(equal)) {
            if (keys.stream().anyMatch(k -> k.column() != null && decided.contains(k.column()))) {
                continue;
            }
            var definition = IndexDefinition.btree(table.name(), keys);
            made.add(definition);
            cover(definition);
        }
        need.alternatives.forEach(k -> made.add(IndexDefinition.btree(table.name(), List.of(k))));
    }

    /** @param decided columns of which the predicate says all that the statement asks */
    private void partial(List<PartialPredicate> predicates, Set<String> decided) {
        var predicate = String.join(
                " AND ", predicates.stream().map(PartialPredicate::sql).sorted().toList());
        var left = new LinkedHashSet<>(need.equal);
        left.removeIf(k -> k.column() != null && decided.contains(k.column()));
        var lists = new LinkedHashSet<>(keyLists(left));
        lists.removeIf(keys -> decided.contains(String.valueOf(keys.getFirst().column())));
        if (lists.isEmpty()) {
            lists.add(List.of(IndexKey.on(predicates.getFirst().column())));
        }
        for (List<IndexKey> keys : lists) {
            var definition = IndexDefinition.btree(table.name(), keys).where(predicate);
            made.add(definition);
            cover(definition);
        }
    }

    private Set<List<IndexKey>> keyLists(Set<IndexKey> equal) {
        var lists = new LinkedHashSet<List<IndexKey>>();
        for (List<IndexKey> start : starts(sorted(equal))) {
            add(lists, start);
            tails(start, equal).forEach(tail -> add(lists, concat(start, tail)));
            need.joined.forEach(j -> {
                add(lists, concat(List.of(j), start));
                tails(concat(start, List.of(j)), equal)
                        .forEach(tail -> add(lists, concat(concat(start, List.of(j)), tail)));
            });
        }
        return lists;
    }

    private Stream<List<IndexKey>> tails(List<IndexKey> start, Set<IndexKey> equal) {
        return Stream.of(
                        sorted(need.ranged).stream().map(List::of),
                        start.isEmpty() && !equal.isEmpty() ? Stream.<List<IndexKey>>of() : need.orders.stream(),
                        need.groups.stream(),
                        sorted(need.joined).stream().map(List::of))
                .flatMap(s -> s)
                .map(tail -> without(tail, start))
                .filter(tail -> !tail.isEmpty());
    }

    /** None, each alone, each pair, and all of them. */
    private static Set<List<IndexKey>> starts(List<IndexKey> equal) {
        var starts = new LinkedHashSet<List<IndexKey>>();
        starts.add(equal.subList(0, Math.min(equal.size(), WIDEST)));
        for (int i = 0; i < equal.size(); i++) {
            for (int j = i + 1; j < equal.size(); j++) {
                starts.add(List.of(equal.get(i), equal.get(j)));
            }
        }
        equal.forEach(k -> starts.add(List.of(k)));
        starts.add(List.of());
        return starts;
    }

    private List<IndexKey> sorted(Collection<IndexKey> keys) {
        return keys.stream().sorted(byPopularity).toList();
    }

    private static void add(Set<List<IndexKey>> lists, List<IndexKey> keys) {
        boolean repeated = keys.stream().map(IndexKey::expression).distinct().count() < keys.size();
        if (!keys.isEmpty() && keys.size() <= WIDEST && !repeated) {
            lists.add(List.copyOf(keys));
        }
    }

    private static List<IndexKey> concat(List<IndexKey> first, List<IndexKey> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static List<IndexKey> without(List<IndexKey> keys, List<IndexKey> taken) {
        return keys.stream()
                .filter(k -> taken.stream().noneMatch(t -> t.expression().equals(k.expression())))
                .toList();
    }

    private void cover(IndexDefinition definition) {
        var carried = need.columns.stream()
                .filter(c -> definition.keys().stream().noneMatch(k -> c.equals(k.column())))
                .flatMap(c -> table.column(c).stream())
                .sorted(Comparator.comparingInt(Column::number))
                .toList();
        int width = carried.stream().mapToInt(CandidateMaker::width).sum();
        if (need.coverable
                && !carried.isEmpty()
                && !isSecondTable(definition, carried.size())
                && carried.stream().allMatch(c -> OutOfLine.never(table, c))
                && carried.size() <= MOST_INCLUDED
                && width <= WIDEST_INCLUDED_BYTES
                && definition.keys().stream().noneMatch(k -> k.column() == null)) {
            made.add(definition.including(carried.stream().map(Column::name).toList()));
        }
    }

    /** An index of all columns is the table once more, and of no use from the day on which a column is added. */
    private boolean isSecondTable(IndexDefinition definition, int carried) {
        return table.columns().size() > MOST_INCLUDED
                && definition.keys().size() + carried >= table.columns().size();
    }

    private static int width(Column column) {
        var statistics = column.statistics();
        return statistics != null ? statistics.averageWidth() : column.length() > 0 ? column.length() : 32;
    }
}
