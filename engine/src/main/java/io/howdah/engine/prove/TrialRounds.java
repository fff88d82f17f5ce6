package io.howdah.engine.prove;

import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.index.Lessons;
import io.howdah.engine.advise.index.Progress;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.prove.Tried.Run;
import io.howdah.engine.twin.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Sets of indexes tried one after another. Each is chosen by the times of the plans of those before it, without what cannot be
 * built or does harm. Where that leads to nothing new, what makes a statement slower is left out too. In the end the best of them
 * is freed of what burdens it, by what was measured already, so that this needs no time.
 */
final class TrialRounds {

    private static final int MOST = 8;

    private final Function<Lessons, Advisory> choice;
    private final IndexTrial trial;
    private final List<Question> questions;
    private final Progress progress;
    private final Map<IndexDefinition, String> refused = new LinkedHashMap<>();
    private final Map<IndexDefinition, String> blamed = new LinkedHashMap<>();
    private final List<Round> rounds = new ArrayList<>();

    /** What was chosen and how it fared. */
    record Round(Advisory advisory, TrialSet set, Tried tried) {}

    TrialRounds(Function<Lessons, Advisory> choice, IndexTrial trial, List<Question> questions, Progress progress) {
        this.choice = choice;
        this.trial = trial;
        this.questions = questions;
        this.progress = progress;
        round();
        while (rounds.size() < MOST && isToBeBettered() && (round() || (leavesOutCulprits() && round()))) {
            // until there is nothing to better, or nothing else is chosen
        }
        while (slims()) {
            // until no index of the best set burdens it
        }
    }

    private boolean isToBeBettered() {
        var last = rounds.getLast().tried();
        return last.inTime() && (!last.refused().isEmpty() || !last.culprits().isEmpty());
    }

    /** False where the choice falls on a set that was tried before. */
    private boolean round() {
        return round(trial.lessons(refused.keySet()));
    }

    private boolean round(Lessons lessons) {
        var advisory = choice.apply(lessons);
        var set = TrialSet.of(advisory);
        if (rounds.stream().anyMatch(r -> r.set().equals(set))) {
            return false;
        }
        var tried = trial.run(set, questions, progress);
        rounds.add(new Round(advisory, set, tried));
        progress.at(tried.summary(), rounds.size(), Math.max(MOST, rounds.size()));
        refused.putAll(tried.refused());
        blamed.putAll(tried.culprits());
        return true;
    }

    /** Whether something that makes a statement slower in the last round was not left out yet. */
    private boolean leavesOutCulprits() {
        var culprits = new LinkedHashMap<>(rounds.getLast().tried().culprits());
        culprits.keySet().removeAll(refused.keySet());
        refused.putAll(culprits);
        return !culprits.isEmpty();
    }

    /** Whether what is left of the best set without its burdens is better. */
    private boolean slims() {
        var best = best();
        var burdens = best.tried().burdens();
        var kept = new HashSet<>(best.set().built());
        kept.removeAll(burdens.keySet());
        if (burdens.isEmpty() || !round(trial.lessons(refused.keySet()).within(kept)) || best().equals(best)) {
            return false;
        }
        burdens.forEach(blamed::putIfAbsent);
        return true;
    }

    int count() {
        return rounds.size();
    }

    /** All that was found to do harm in any round, with the reason. */
    Map<IndexDefinition, String> leftOut() {
        var all = new LinkedHashMap<>(refused);
        blamed.forEach(all::putIfAbsent);
        return all;
    }

    /**
     * What can be built as it was chosen, takes least time in all, and makes as little as possible slower. Of a set whose statements
     * were not all run nobody knows that, so it counts only if there is no other.
     */
    Round best() {
        var unchanged = unchanged();
        return rounds.stream()
                .min(Comparator.comparing((Round r) -> !r.tried().inTime())
                        .thenComparingInt(r -> r.tried().notBuilt().size())
                        .thenComparingDouble(r -> r.tried().burden(unchanged)))
                .orElseThrow();
    }

    /**
     * Time of each question without any of the sets, of those that one of them changes and another does not: a statement that was stopped
     * after three times what it takes with one set might take a thousand times as long with the other.
     */
    private Map<Question, Double> unchanged() {
        var times = new HashMap<Question, Double>();
        rounds.stream()
                .flatMap(round -> round.tried().runs().stream())
                .map(Run::question)
                .distinct()
                .filter(question -> rounds.stream()
                        .anyMatch(r -> r.tried().inTime() && !r.tried().changes(question)))
                .forEach(question -> times.put(question, trial.unchangedMs(question)));
        return times;
    }
}
