package io.howdah.engine.prove;

import io.howdah.engine.advise.Advice;
import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.index.Lessons;
import io.howdah.engine.advise.index.Progress;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.twin.Question;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Advice on indexes that was tried on a copy, and chosen again by what was learnt there.
 *
 * @param advisory of the best round
 * @param tried what was measured of it
 * @param leftOut indexes that no longer stand in it, each with the reason
 * @param rounds how often was tried
 */
public record TriedAdvice(Advisory advisory, Tried tried, Map<IndexDefinition, String> leftOut, int rounds) {

    /**
     * Chooses and tries in turn.
     *
     * @param choice advice by what was learnt
     * @param questions the workload with values in place of parameters
     */
    public static TriedAdvice of(
            Function<Lessons, Advisory> choice, IndexTrial trial, List<Question> questions, Progress progress) {
        var rounds = new TrialRounds(choice, trial, questions, progress);
        var best = rounds.best();
        var gone = new LinkedHashMap<>(rounds.leftOut());
        gone.keySet().removeAll(best.set().built());
        return new TriedAdvice(best.advisory(), best.tried(), gone, rounds.count()).withEvidence();
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
