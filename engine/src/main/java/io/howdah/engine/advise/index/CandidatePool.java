package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.twin.Candidate;
import io.howdah.engine.twin.WhatIf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The candidates worth pricing one by one: those that the planner itself picks for some statement when it is offered many.
 *
 * <p>Offering all at once shows the best that a statement can get; taking the winners away shows the second best; leaving out
 * those that carry columns or are partial shows the plain ones. What is never picked is forgotten.
 */
final class CandidatePool {

    /** A table of so few pages is read faster than an index is descended. */
    static final int SMALL_PAGES = 10;

    /** Offered at once to a statement; more make planning slow and are variants of the same. */
    private static final int MOST_PER_STATEMENT = 150;

    private final Catalog catalog;
    private final WhatIf twin;
    private final PriceList prices;
    private final IndexOptions options;
    private final SearchKinds kinds;
    private final Map<IndexDefinition, Candidate> made = new LinkedHashMap<>();
    private final Set<Candidate> picked = new LinkedHashSet<>();
    private final Set<Set<Candidate>> bundles = new LinkedHashSet<>();

    CandidatePool(Catalog catalog, WhatIf twin, PriceList prices, IndexOptions options, Extensions extensions) {
        this.catalog = catalog;
        this.twin = twin;
        this.prices = prices;
        this.options = options;
        this.kinds = new SearchKinds(extensions);
    }

    /** Candidates that plans picked, in the order of their definitions. */
    List<Candidate> picked() {
        return picked.stream()
                .sorted(Comparator.comparing(c -> c.definition().toString()))
                .toList();
    }

    /** Sets of candidates that one plan used together. */
    List<Set<Candidate>> bundles() {
        return List.copyOf(bundles);
    }

    /** All candidates on the twin by their definition, picked or not. */
    Map<IndexDefinition, Candidate> made() {
        return made;
    }

    void fill(List<Asked> workload) {
        var wanted = new LinkedHashMap<Asked, Set<IndexDefinition>>();
        var popularity = popularity(workload);
        var states = new HashMap<QualifiedName, PredicateMerge>();
        workload.forEach(q -> q.needs()
                .forEach(n -> states.computeIfAbsent(n.table, t -> new PredicateMerge())
                        .learn(predicates(q, n))));
        workload.forEach(q -> wanted.put(q, definitions(q, popularity, states)));
        create(wanted.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new)));
        int done = 0;
        for (var entry : wanted.entrySet()) {
            options.progress().at("trying candidates", ++done, wanted.size());
            offer(entry.getKey(), of(entry.getValue()));
        }
        var merged =
                CandidateMerge.of(picked.stream().map(Candidate::definition).toList());
        create(merged);
        picked.addAll(of(merged));
    }

    private Map<QualifiedName, Map<IndexKey, Double>> popularity(List<Asked> workload) {
        var popularity = new HashMap<QualifiedName, Map<IndexKey, Double>>();
        for (Asked asked : workload) {
            double cost = asked.weight() * asked.plan().cost();
            for (TableNeed need : asked.needs()) {
                var keys = popularity.computeIfAbsent(need.table, t -> new HashMap<>());
                need.equal.forEach(k -> keys.merge(k, cost, Double::sum));
            }
        }
        return popularity;
    }

    private Set<IndexDefinition> definitions(
            Asked asked,
            Map<QualifiedName, Map<IndexKey, Double>> popularity,
            Map<QualifiedName, PredicateMerge> states) {
        var definitions = new LinkedHashSet<IndexDefinition>();
        for (TableNeed need : asked.needs()) {
            var table = catalog.relation(need.table).filter(CandidatePool::mayHaveIndex);
            var own = predicates(asked, need);
            var wider = states.getOrDefault(need.table, new PredicateMerge()).wider(own);
            var popular = popularity.getOrDefault(need.table, Map.of());
            table.ifPresent(t -> Stream.concat(
                            OtherKinds.make(t, need, own, popular, kinds).stream(),
                            CandidateMaker.make(t, need, own, wider, popular).stream())
                    .filter(d -> RepeatedExpressions.in(d, asked.question().statement()))
                    .filter(d -> t.indexes().stream().noneMatch(i -> serves(i, d)))
                    .forEach(definitions::add));
        }
        return definitions.stream().limit(MOST_PER_STATEMENT).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<PartialPredicate> predicates(Asked asked, TableNeed need) {
        var table = catalog.relation(need.table);
        return options.partial() && table.isPresent()
                ? RepeatedConstants.of(need, table.get(), asked.question().statement())
                : List.of();
    }

    static boolean mayHaveIndex(Relation table) {
        boolean holdsRows = table.kind() == Relation.Kind.TABLE || table.kind() == Relation.Kind.PARTITIONED_TABLE;
        return holdsRows
                && table.parent() == null
                && !table.temporary()
                && table.ofExtension() == null
                && Math.max(table.pages(), table.heapBytes() / 8192) >= SMALL_PAGES;
    }

    /** Whether an index that exists already does what the definition would, or leaves nothing more to find. */
    private static boolean serves(Index existing, IndexDefinition wanted) {
        return existing.valid()
                && (Covering.covers(existing.definition(), wanted) || Covering.decides(existing.definition(), wanted));
    }

    private void create(Set<IndexDefinition> definitions) {
        var missing = definitions.stream()
                .filter(d -> !made.containsKey(d) && options.lessons().permits(d))
                .toList();
        options.progress().at("making candidates", 0, missing.size());
        twin.add(missing).forEach(c -> made.put(c.definition(), c));
        options.progress().at("making candidates", missing.size(), missing.size());
    }

    private Set<Candidate> of(Set<IndexDefinition> definitions) {
        return definitions.stream()
                .filter(made::containsKey)
                .map(made::get)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void offer(Asked asked, Set<Candidate> all) {
        var plain = filtered(all, c -> c.definition().include().isEmpty());
        var total = filtered(plain, c -> c.definition().predicate() == null);
        var offers = new ArrayList<>(List.of(all, plain, total));
        offers.addAll(byMethod(all));
        for (Set<Candidate> offered : offers) {
            var left = new LinkedHashSet<>(offered);
            for (int round = 0; round < 2 && !left.isEmpty(); round++) {
                var price = prices.price(asked, left);
                if (price.used().isEmpty() || price.cost() >= asked.plan().cost()) {
                    break;
                }
                pick(price.used());
                left.removeAll(price.used());
            }
        }
    }

    /** Each kind by itself, so that a small index is seen beside the fastest; B-trees are the most anyhow. */
    private static Collection<Set<Candidate>> byMethod(Set<Candidate> all) {
        var byMethod = new TreeMap<String, Set<Candidate>>();
        all.forEach(c -> byMethod.computeIfAbsent(c.definition().method(), m -> new LinkedHashSet<>())
                .add(c));
        byMethod.remove("btree");
        return byMethod.values();
    }

    private void pick(Set<Candidate> used) {
        picked.addAll(used);
        if (used.size() > 1) {
            bundles.add(used);
        }
        used.stream()
                .map(c -> made.get(c.definition().including(List.of())))
                .filter(Objects::nonNull)
                .forEach(picked::add);
    }

    private static Set<Candidate> filtered(Set<Candidate> all, Predicate<Candidate> condition) {
        return all.stream().filter(condition).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
