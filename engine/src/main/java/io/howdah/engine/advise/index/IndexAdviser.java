package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.NotAdvised;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.twin.Candidate;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.WhatIf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Advises on indexes for a workload: which to create within a budget, and which existing ones to drop.
 *
 * <p>What each statement needs is read from its plan; candidates are made from that, offered to the planner on the twin, and
 * chosen by what the whole workload costs with them, upkeep included. The chosen set is asked about once more as a whole, and
 * existing indexes are proven useless under it.
 */
public final class IndexAdviser {

    private final Catalog catalog;
    private final WhatIf twin;
    private final IndexOptions options;
    private final PriceList prices;

    private IndexAdviser(Catalog catalog, WhatIf twin, IndexOptions options) {
        this.catalog = catalog;
        this.twin = twin;
        this.options = options;
        this.prices = new PriceList(twin);
    }

    /**
     * The advice for these questions.
     *
     * @param notBound statements that could not be put to the planner at all, to be listed with those that it refused
     */
    public static Advisory advise(
            Catalog catalog, WhatIf twin, List<Question> questions, List<NotAdvised> notBound, IndexOptions options) {
        return new IndexAdviser(catalog, twin, options).advise(questions, notBound);
    }

    private Advisory advise(List<Question> questions, List<NotAdvised> notBound) {
        options.progress().at("planning the workload", 0, questions.size());
        var reader = new WorkloadReader(catalog, twin);
        reader.read(questions);
        var writes =
                reader.workload().stream().flatMap(a -> Writes.of(a).stream()).toList();
        var workload = new ArrayList<>(reader.workload());
        workload.addAll(new ForeignKeyChecks(catalog, twin).of(writes));
        var upkeep = new Upkeep(catalog, writes);

        var chosen = choose(workload, writes, upkeep);
        var notJudged =
                Stream.concat(reader.notAdvised().stream(), notBound.stream()).toList();
        var drops = new Drops(
                catalog, workload, prices, upkeep, chosen, new KnownWell(catalog, notJudged, options.wholeWorkload()));
        options.progress().at("proving drops", 0, 1);
        var proven = drops.prove();
        var outcome = new Outcome(
                workload,
                prices.prices(workload, Set.of(), Set.of()),
                prices.exact(workload, chosen, Set.copyOf(drops.hidden())));
        var names = names(chosen, outcome);
        var outlooks = new Outlooks(outcome, prices, reader.generic(), names, Set.copyOf(drops.hidden()));
        options.progress().at("proving drops", 1, 1);

        var notes = new UpkeepNotes(catalog, upkeep, writes);
        var writer = new CreationWriter(catalog, outcome, outlooks, notes, chosen);
        var creations = names.entrySet().stream()
                .map(e -> writer.write(e.getKey(), e.getValue()))
                .toList();
        var advice = Stream.concat(creations.stream(), proven.stream().map(IndexAdviser::drop))
                .toList();
        return new Advisory(
                outcome.costBefore(), outcome.costAfter(), advice, outlooks.all(), notJudged, findings(drops, chosen));
    }

    private Set<Candidate> choose(List<Asked> workload, List<Writes> writes, Upkeep upkeep) {
        var heavy = Heavy.of(workload);
        var pool = new CandidatePool(catalog, twin, prices, options);
        pool.fill(heavy);
        var objective = new Objective(
                heavy, prices, upkeep, new Visibility(catalog, writes), pool.made(), options.budgetBytes());
        return new Selection(objective, options, pool.picked(), pool.bundles()).choose();
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

    private static Advice drop(DropCandidate drop) {
        return new Advice(
                drop.finding(),
                List.of(new DropIndex(drop.index())),
                -drop.index().sizeBytes(),
                List.of());
    }

    /** What the rules saw, without what became advice or is mended by it. */
    private List<Finding> findings(Drops drops, Set<Candidate> chosen) {
        var findings = new ArrayList<Finding>();
        drops.unproven().forEach(d -> findings.add(d.finding()));
        findings.addAll(UnindexedForeignKeyRule.examine(
                catalog, chosen.stream().map(Candidate::definition).toList()));
        return List.copyOf(findings);
    }
}
