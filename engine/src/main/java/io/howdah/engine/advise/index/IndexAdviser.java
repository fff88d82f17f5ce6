package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.NotAdvised;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.twin.Candidate;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.WhatIf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Advises on indexes for a workload: which to create within a budget, and which existing ones to drop.
 *
 * <p>What each statement needs is read from its plan; candidates are made from that, offered to the planner on the twin, and
 * chosen by what the whole workload costs with them, upkeep included. The chosen set is asked about once more as a whole, and
 * existing indexes are proven useless under it.
 */
public final class IndexAdviser {

    /** Of these the catalog is reason enough to speak, whatever the workload needs. */
    private static final Set<String> SAID_ANYWAY =
            Set.of(InvalidIndexRule.SLUG, RedundantIndexRule.SLUG, UnusedIndexRule.SLUG, LowValueIndexRule.SLUG);

    private final Catalog catalog;
    private final Scene scene;
    private final WhatIf twin;
    private final IndexOptions options;
    private final IndexSearch search;
    private final PriceList prices;
    private final Extensions extensions;

    private IndexAdviser(Catalog catalog, WhatIf twin, IndexOptions options, IndexSearch search) {
        this.catalog = catalog;
        this.scene = Scene.of(catalog).at(options.thresholds());
        this.twin = twin;
        this.options = options;
        this.search = search;
        this.prices = new PriceList(twin, catalog, options.lessons());
        this.extensions = new Extensions(catalog, twin);
    }

    /**
     * The advice for these questions.
     *
     * @param notBound statements that could not be put to the planner at all, to be listed with those that it refused
     */
    public static Advisory advise(
            Catalog catalog, WhatIf twin, List<Question> questions, List<NotAdvised> notBound, IndexOptions options) {
        return advise(catalog, twin, questions, notBound, options, Selection::choose);
    }

    /** The same with another search. */
    static Advisory advise(
            Catalog catalog,
            WhatIf twin,
            List<Question> questions,
            List<NotAdvised> notBound,
            IndexOptions options,
            IndexSearch search) {
        return new IndexAdviser(PartitionedTables.summed(catalog), twin, options, search).advise(questions, notBound);
    }

    private Advisory advise(List<Question> questions, List<NotAdvised> notBound) {
        options.progress().at("planning the workload", 0, questions.size());
        var reader = new WorkloadReader(catalog, twin);
        reader.read(questions);
        var writes =
                reader.workload().stream().flatMap(a -> Writes.of(a).stream()).toList();
        var workload = new ArrayList<>(reader.workload());
        workload.addAll(new ForeignKeyChecks(catalog, twin).of(writes));
        var counted = Stream.concat(writes.stream(), WriteRates.unexplained(catalog, writes, options.window()).stream())
                .toList();
        var upkeep = new Upkeep(catalog, counted);

        var chosen = choose(workload, counted, upkeep);
        var notJudged =
                Stream.concat(reader.notAdvised().stream(), notBound.stream()).toList();
        var known = new KnownWell(scene, notJudged, options.wholeWorkload());
        var proof = new Proof(catalog, workload, prices, upkeep);
        var drops = new Drops(scene, workload, proof, upkeep, chosen, known, cost(workload, chosen));
        options.progress().at("proving drops", 0, 1);
        var dropped = drops.prove();
        var replacements = new Replacements(twin, proof, chosen, drops.hidden());
        replacements.prove(replaceable(reader.workload(), known));
        var outcome = new Outcome(
                workload,
                prices.prices(workload, Set.of(), Set.of()),
                prices.exact(workload, replacements.added(), replacements.hidden()));
        options.progress().at("proving drops", 1, 1);
        var names = names(replacements.added(), outcome);
        var outlooks = new Outlooks(outcome, prices, reader.generic(), names, replacements.hidden());
        var notes = new UpkeepNotes(catalog, upkeep, counted);
        var writer = new CreationWriter(catalog, outcome, outlooks, notes, chosen, extensions);
        var advice =
                new ArrayList<>(new Composition(writer, notes, names).advice(chosen, dropped, replacements.proven()));
        advice.addAll(rebuilds(replacements.hidden()));
        var unproven = Stream.concat(drops.unproven().stream(), replacements.unproven().stream())
                .toList();
        return new Advisory(
                outcome.costBefore(),
                outcome.costAfter(),
                List.copyOf(advice),
                outlooks.all(),
                notJudged,
                Stream.concat(drops.byHand().stream(), findings(unproven, replacements, used(workload)).stream())
                        .toList(),
                KeptIndexes.of(catalog, unproven, replacements.hidden()));
    }

    /** Indexes that smaller ones or fewer could replace, where enough is known of what runs. */
    private List<Replacement> replaceable(List<Asked> workload, KnownWell known) {
        return Stream.of(
                        LowValueIndexRule.replacements(scene),
                        MostlyNullIndexRule.replacements(scene),
                        UnusedIncludeRule.replacements(catalog, workload),
                        MergeableIndexesRule.replacements(scene, used(workload)))
                .flatMap(List::stream)
                .filter(r -> catalog.relation(r.instead().table())
                        .filter(t -> t.kind() != Relation.Kind.PARTITIONED_TABLE)
                        .isPresent())
                .filter(r -> r.drops().stream().allMatch(known))
                .toList();
    }

    private Set<Candidate> choose(List<Asked> workload, List<Writes> writes, Upkeep upkeep) {
        var heavy = Heavy.of(workload);
        var pool = new CandidatePool(catalog, twin, prices, options, extensions);
        pool.fill(heavy);
        var objective = new Objective(
                heavy, prices, upkeep, new Visibility(catalog, writes), pool.made(), options.budgetBytes());
        var chosen = search.choose(
                new IndexSearch.Problem(objective, options, pool.picked(), pool.bundles(), new Widening(catalog)));
        return planned(workload, chosen);
    }

    /** Without those that no plan uses once all of them are there: the search reckons with plans that were made in other company. */
    private Set<Candidate> planned(List<Asked> workload, Set<Candidate> chosen) {
        if (chosen.isEmpty()) {
            return chosen;
        }
        var used = prices.exact(workload, chosen, Set.of()).stream()
                .flatMap(price -> price.used().stream())
                .collect(Collectors.toSet());
        var planned = chosen.stream().filter(used::contains).collect(Collectors.toCollection(LinkedHashSet::new));
        return planned.size() == chosen.size() ? chosen : planned(workload, planned);
    }

    /** What the chosen ones will be called, the one that gains most first. */
    private Map<Candidate, String> names(Set<Candidate> chosen, Outcome outcome) {
        var names = new IndexNames(catalog);
        var named = new LinkedHashMap<Candidate, String>();
        chosen.stream()
                .sorted(Comparator.comparingDouble((Candidate c) -> -outcome.gain(c))
                        .thenComparing(c -> c.definition().toString()))
                .forEach(c -> named.put(c, names.name(c.definition())));
        return named;
    }

    /** Of bloated indexes that stay. */
    private List<Advice> rebuilds(Set<QualifiedName> gone) {
        return BloatedIndexRule.advice(scene).stream()
                .filter(a -> gone.stream()
                        .noneMatch(g -> g.toString().equals(a.finding().subject())))
                .toList();
    }

    /** Cost of the workload with the chosen indexes. */
    private double cost(List<Asked> workload, Set<Candidate> chosen) {
        var priced = prices.prices(workload, chosen, Set.of());
        return IntStream.range(0, priced.size())
                .mapToDouble(i -> workload.get(i).weight() * priced.get(i).cost())
                .sum();
    }

    /** Indexes that plans use as the database is. */
    private static Set<String> used(List<Asked> workload) {
        return workload.stream()
                .flatMap(a -> a.plan().nodes().stream())
                .flatMap(n -> Stream.ofNullable(n.index()))
                .collect(Collectors.toSet());
    }

    /**
     * What the rules saw, without what became advice or is mended by it, or what a statement needs. An index that was never scanned and
     * that a plan uses is a new one.
     */
    private List<Finding> findings(List<Unproven> unproven, Replacements replacements, Set<String> used) {
        var findings = new ArrayList<Finding>();
        unproven.stream()
                .filter(u -> !replacements.hidden().contains(u.drop().index().name()))
                .filter(u ->
                        !u.isNeeded() || SAID_ANYWAY.contains(u.drop().finding().slug()))
                .filter(u -> !u.drop().finding().slug().equals(UnusedIndexRule.SLUG)
                        || !used.contains(u.drop().index().name().name()))
                .map(u -> u.drop().finding())
                .forEach(findings::add);
        findings.addAll(UnindexedForeignKeyRule.examine(
                catalog,
                replacements.added().stream().map(Candidate::definition).toList()));
        return findings.stream().distinct().toList();
    }
}
