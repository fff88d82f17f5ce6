package io.howdah.engine.prove;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.index.Progress;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.twin.Question;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Advice on indexes that was tried on a copy: what harms there is left out and the choice made again, until nothing harms or the
 * rounds are spent; the best round counts.
 *
 * @param advisory of the best round
 * @param tried what was measured of it
 * @param leftOut indexes that no longer stand in it, each with the reason
 * @param rounds how often was chosen
 */
public record TriedAdvice(Advisory advisory, Tried tried, Map<IndexDefinition, String> leftOut, int rounds) {

    private static final int MOST_ROUNDS = 8;

    /**
     * Chooses and tries in turn.
     *
     * @param choice advice without the given indexes
     * @param questions the workload with values in place of parameters
     */
    public static TriedAdvice of(
            Function<Set<IndexDefinition>, Advisory> choice,
            IndexTrial trial,
            List<Question> questions,
            Progress progress) {
        var refused = new LinkedHashMap<IndexDefinition, String>();
        var last = round(1, choice, refused, trial, questions, progress);
        var best = last;
        while (last.rounds < MOST_ROUNDS
                && !refused.keySet().containsAll(last.tried.refused().keySet())) {
            last.tried.refused().forEach(refused::putIfAbsent);
            last = round(last.rounds + 1, choice, refused, trial, questions, progress);
            best = last.isBetterThan(best) ? last : best;
        }
        return best.withLeftOut(last.rounds, refused).withEvidence();
    }

    private static TriedAdvice round(
            int round,
            Function<Set<IndexDefinition>, Advisory> choice,
            Map<IndexDefinition, String> refused,
            IndexTrial trial,
            List<Question> questions,
            Progress progress) {
        var advisory = choice.apply(Set.copyOf(refused.keySet()));
        var tried = trial.run(TrialSet.of(advisory), questions, progress);
        progress.at(tried.summary(), round, MOST_ROUNDS);
        return new TriedAdvice(advisory, tried, Map.of(), round);
    }

    /** That all can be built and nothing is slower counts more than something faster. */
    private boolean isBetterThan(TriedAdvice other) {
        if (tried.faults() != other.tried.faults()) {
            return tried.faults() < other.tried.faults();
        }
        return tried.saved() > other.tried.saved();
    }

    /** Those refused that the advice does without. */
    private TriedAdvice withLeftOut(int allRounds, Map<IndexDefinition, String> refused) {
        var gone = new LinkedHashMap<>(refused);
        gone.keySet().removeAll(TrialSet.of(advisory).built());
        return new TriedAdvice(advisory, tried, gone, allRounds);
    }

    private TriedAdvice withEvidence() {
        return new TriedAdvice(
                advisory.replacing(
                        advisory.advice().stream().map(this::measured).toList()),
                tried,
                leftOut,
                rounds);
    }

    private Advice measured(Advice advice) {
        var evidence = TrialSet.built(advice)
                .filter(tried::isUsed)
                .map(index -> Words.evidence(tried.timeWith(index), tried.gain(index)))
                .toList();
        return advice.with(evidence);
    }
}
