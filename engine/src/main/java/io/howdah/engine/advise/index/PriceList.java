package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanNode;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.twin.Answer;
import io.howdah.engine.twin.Candidate;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.WhatIf;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What questions cost under sets of candidates, asked of the twin as seldom as possible.
 *
 * <p>The planner takes the cheapest of all plans. If it chose plan p with the candidates A there, it chooses p again with any
 * subset of A that still has the candidates that p uses. So one answer prices many sets. (Plans within 1 % of each other
 * count as equal to the planner, and a unique index may change estimates; so a final set is to be asked about {@link #exact}ly.)
 */
final class PriceList {

    private final WhatIf twin;
    private final BlockRangeScans ranges;
    private final ScatteredScans scattered;
    private final CorrelatedJoins joins;
    private final LimitRisk bets;
    private final CombinedBitmaps bitmaps;
    private final Lessons lessons;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final IdentityHashMap<Asked, Answers> known = new IdentityHashMap<>();
    private int asked;

    PriceList(WhatIf twin, Catalog catalog, Lessons lessons) {
        this.twin = twin;
        this.ranges = new BlockRangeScans(catalog);
        this.scattered = new ScatteredScans(catalog);
        this.joins = new CorrelatedJoins(catalog);
        this.bets = new LimitRisk(catalog);
        this.bitmaps = new CombinedBitmaps(catalog);
        this.lessons = lessons;
    }

    /**
     * A plan's cost, and the candidates that it uses.
     *
     * @param overcharge what the planner charges too much; negative where it charges too little
     */
    record Price(Plan plan, Set<Candidate> used, double overcharge) {
        double cost() {
            return plan.cost();
        }

        /** What to reckon with when choosing. */
        double prudentCost() {
            return plan.cost() - overcharge;
        }
    }

    /** What is known of one question; candidates go by their numbers here. */
    private static final class Answers {
        private final List<Known> plans = new ArrayList<>();
        private final BitSet judged = new BitSet();
        private final BitSet relevant = new BitSet();
    }

    private record Known(BitSet added, Set<QualifiedName> hidden, BitSet used, Price price) {

        boolean tells(BitSet wanted, Set<QualifiedName> alsoHidden) {
            return hidden.equals(alsoHidden) && contains(added, wanted) && contains(wanted, used);
        }

        private static boolean contains(BitSet all, BitSet some) {
            var missing = (BitSet) some.clone();
            missing.andNot(all);
            return missing.isEmpty();
        }
    }

    /** How many plans the twin has made for this list. */
    int asked() {
        return asked;
    }

    Price price(Asked asked, Set<Candidate> added) {
        return prices(List.of(asked), added, Set.of()).getFirst();
    }

    /** In the order of the questions. */
    List<Price> prices(List<Asked> questions, Set<Candidate> added, Set<QualifiedName> hidden) {
        var unknown =
                questions.stream().filter(q -> find(q, added, hidden) == null).toList();
        ask(unknown, added, hidden);
        return questions.stream()
                .map(q -> Objects.requireNonNull(find(q, added, hidden)))
                .toList();
    }

    /** Asks about every question under just this set, whatever is known already. */
    List<Price> exact(List<Asked> questions, Set<Candidate> added, Set<QualifiedName> hidden) {
        questions.forEach(q -> answers(q).plans.removeIf(plan -> plan.tells(relevant(q, added), hidden)));
        return prices(questions, added, hidden);
    }

    private void ask(List<Asked> questions, Set<Candidate> added, Set<QualifiedName> hidden) {
        if (questions.isEmpty()) {
            return;
        }
        var all = new BitSet();
        questions.forEach(q -> all.or(relevant(q, added)));
        var wanted = added.stream().filter(c -> all.get(number(c))).collect(Collectors.toSet());
        var byName = wanted.stream().collect(Collectors.toMap(Candidate::name, c -> c));
        var answers = twin.ask(
                Configuration.with(wanted).hiding(hidden),
                questions.stream().map(Asked::question).toList());
        asked += questions.size();
        for (int i = 0; i < questions.size(); i++) {
            remember(questions.get(i), added, hidden, answers.get(i), byName);
        }
    }

    private void remember(
            Asked question,
            Set<Candidate> added,
            Set<QualifiedName> hidden,
            Answer answer,
            Map<String, Candidate> byName) {
        var plan = answer instanceof Answer.Planned planned ? planned.plan() : question.plan();
        var used = plan.nodes().stream()
                .map(PlanNode::index)
                .filter(Objects::nonNull)
                .map(byName::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
        var numbersUsed = new BitSet();
        used.forEach(c -> numbersUsed.set(number(c)));
        answers(question).judged.or(numbersUsed);
        answers(question).relevant.or(numbersUsed);
        answers(question)
                .plans
                .add(new Known(
                        relevant(question, added),
                        hidden,
                        numbersUsed,
                        new Price(plan, used, overcharge(question, plan, used))));
    }

    /** By what was measured where the plan was tried, else by what the planner is known to misjudge. */
    private double overcharge(Asked question, Plan plan, Set<Candidate> used) {
        double planned = plan.cost() - misjudged(question, plan, used);
        if (used.isEmpty() || lessons.ratios().isEmpty()) {
            return plan.cost() - planned;
        }
        var names = used.stream()
                .collect(Collectors.toMap(Candidate::name, c -> c.definition().toString()));
        var tried = new Lessons.Planned(
                question.question().sql(), plan.renamed(names).shape());
        return plan.cost() - lessons.cost(tried, question.plan().cost(), planned);
    }

    private double misjudged(Asked question, Plan plan, Set<Candidate> used) {
        return ranges.overcharge(plan, used)
                - scattered.undercharge(plan, used)
                - joins.undercharge(plan)
                - bets.undercharge(question, plan)
                - bitmaps.undercharge(question, plan, used);
    }

    private @Nullable Price find(Asked question, Set<Candidate> added, Set<QualifiedName> hidden) {
        var wanted = relevant(question, added);
        for (Known plan : answers(question).plans) {
            if (plan.tells(wanted, hidden)) {
                return plan.price();
            }
        }
        return null;
    }

    /** Those that its needs speak for, and those that the planner used for it without. */
    private BitSet relevant(Asked question, Set<Candidate> added) {
        var answers = answers(question);
        var relevant = new BitSet();
        for (Candidate candidate : added) {
            int number = number(candidate);
            if (!answers.judged.get(number)) {
                answers.judged.set(number);
                answers.relevant.set(number, question.mayUse(candidate));
            }
            relevant.set(number, answers.relevant.get(number));
        }
        return relevant;
    }

    private Answers answers(Asked question) {
        return known.computeIfAbsent(question, q -> new Answers());
    }

    private int number(Candidate candidate) {
        return numbers.computeIfAbsent(candidate.name(), n -> numbers.size());
    }
}
