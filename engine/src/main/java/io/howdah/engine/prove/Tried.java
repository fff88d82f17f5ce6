package io.howdah.engine.prove;

import io.howdah.engine.advise.NotAdvised;
import io.howdah.engine.advise.index.Lessons;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.twin.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A set of indexes tried on a copy.
 *
 * @param runs of the statements whose plan the set changes
 * @param notBuilt indexes that the copy refused, with its reason
 * @param notRun statements that could not be run to the end either way, with the reason
 * @param inTime whether the time that was given sufficed for all statements
 */
public record Tried(List<Run> runs, Map<IndexDefinition, String> notBuilt, List<NotAdvised> notRun, boolean inTime) {

    /** A difference that nobody feels, in milliseconds. */
    private static final double SLACK_MS = 0.2;

    private static final Comparator<IndexDefinition> BY_TEXT = Comparator.comparing(IndexDefinition::toString);

    /** An index that takes a larger part of its statements' time than this, on the whole, does harm. */
    private static final double HARM = 0.05;

    /**
     * One form of a statement, run with the set and without: the median of its runs in milliseconds.
     *
     * @param calls that it stands for
     * @param withoutMs at least so long, where it was stopped
     * @param withoutOne time without one index that its plan uses, and with the others; at least, where it was stopped
     * @param stopped those of {@code withoutOne} without which it was stopped before the limit of a statement, so that it might take any time
     */
    public record Run(
            Question question,
            double calls,
            double withoutMs,
            double withMs,
            Map<IndexDefinition, Double> withoutOne,
            Set<IndexDefinition> stopped) {

        public Statement statement() {
            return question.statement();
        }

        /** Whether the set makes it slower than it is without. */
        public boolean isSlower() {
            return isSlower(withMs, withoutMs);
        }

        /** With what is lost where it became slower counted {@link Lessons#DREAD} times; of all calls, in milliseconds. */
        private double burden(double ms) {
            double lost = isSlower(ms, withoutMs) ? ms - withoutMs : 0;
            return calls * (ms + (Lessons.DREAD - 1) * lost);
        }

        /** What leaving the index out takes off. */
        private double relief(IndexDefinition index) {
            return burden(withMs) - burden(withoutOne.getOrDefault(index, withMs));
        }

        static boolean isSlower(double withMs, double withoutMs) {
            return withMs > Lessons.SLOWER * withoutMs && withMs - withoutMs > SLACK_MS;
        }
    }

    /**
     * What all calls take, in milliseconds, with what is lost where a form became slower counted {@link Lessons#DREAD} times.
     *
     * @param unchanged time of one call of each question that this set may leave as it is
     */
    double burden(Map<Question, Double> unchanged) {
        var others = new LinkedHashMap<>(unchanged);
        double sum = 0;
        for (var run : runs) {
            others.remove(run.question());
            sum += run.burden(run.withMs());
        }
        return sum
                + others.entrySet().stream()
                        .mapToDouble(
                                e -> e.getKey().statement().calls() * e.getKey().share() * e.getValue())
                        .sum();
    }

    /** Of all calls, in milliseconds. */
    public double withoutMs() {
        return runs.stream().mapToDouble(r -> r.calls() * r.withoutMs()).sum();
    }

    /** Of all calls, in milliseconds. */
    public double withMs() {
        return runs.stream().mapToDouble(r -> r.calls() * r.withMs()).sum();
    }

    /** In a few words. */
    String summary() {
        return "tried: " + Words.ms(withoutMs()) + " → " + Words.ms(withMs()) + ", "
                + runs.stream().filter(Run::isSlower).count() + " slower";
    }

    /** What is better left out, with the reason: what cannot be built, or does more harm than good. */
    Map<IndexDefinition, String> refused() {
        var refused = new TreeMap<IndexDefinition, String>(BY_TEXT);
        notBuilt.forEach((index, reason) -> refused.put(index, "it could not be built on the copy: " + reason));
        for (var index : used()) {
            if (isHarmful(index) && isSettled(index)) {
                refused.putIfAbsent(index, Words.harm(timeWith(index), gain(index)));
            }
        }
        culprits().forEach((index, reason) -> refused.computeIfPresent(index, (i, harm) -> reason));
        return refused;
    }

    /** Those but for which statements would be less slow, with the statement. */
    Map<IndexDefinition, String> culprits() {
        var culprits = new TreeMap<IndexDefinition, String>(BY_TEXT);
        runs.stream()
                .filter(Run::isSlower)
                .forEach(run -> culprit(run).ifPresent(index -> culprits.putIfAbsent(index, Words.slower(run))));
        return culprits;
    }

    /**
     * Those without which the {@link #burden} is less by what was measured, the heaviest first. Of those that one statement uses at most
     * one, since nobody knows what it takes without two.
     */
    Map<IndexDefinition, String> burdens() {
        var free = new ArrayList<>(runs);
        var burdens = new LinkedHashMap<IndexDefinition, String>();
        for (var index : used().stream()
                .sorted(Comparator.comparingDouble(i -> -relief(i)))
                .toList()) {
            var users =
                    runs.stream().filter(r -> r.withoutOne().containsKey(index)).toList();
            if (isBurden(index) && isSettled(index) && free.containsAll(users)) {
                free.removeAll(users);
                burdens.put(index, why(index, users));
            }
        }
        return burdens;
    }

    private boolean isHarmful(IndexDefinition index) {
        return gain(index) < -HARM * timeWith(index);
    }

    private boolean isBurden(IndexDefinition index) {
        return relief(index) > HARM * timeWith(index);
    }

    /** Whether of no statement it is only known that it takes longer without the index than some limit. */
    private boolean isSettled(IndexDefinition index) {
        return runs.stream().noneMatch(r -> r.stopped().contains(index));
    }

    /** Those that would be left out by such limits, each with how much more its statements would have to take without it, in milliseconds. */
    Map<IndexDefinition, Double> doubtful() {
        return used().stream()
                .filter(i -> (isHarmful(i) || isBurden(i)) && !isSettled(i))
                .collect(Collectors.toMap(i -> i, i -> Math.max(relief(i), -gain(i))));
    }

    private String why(IndexDefinition index, List<Run> users) {
        return users.stream()
                .filter(r -> r.isSlower() && r.relief(index) > 0)
                .max(Comparator.comparingDouble(r -> r.relief(index)))
                .map(Words::slower)
                .orElseGet(() -> Words.harm(timeWith(index), gain(index)));
    }

    private double relief(IndexDefinition index) {
        return runs.stream().mapToDouble(r -> r.relief(index)).sum();
    }

    boolean changes(Question question) {
        return runs.stream().anyMatch(r -> r.question().equals(question));
    }

    private Set<IndexDefinition> used() {
        var used = new TreeSet<IndexDefinition>(BY_TEXT);
        runs.forEach(r -> used.addAll(r.withoutOne().keySet()));
        return used;
    }

    /** The index without which the statement is fastest. */
    private static Optional<IndexDefinition> culprit(Run run) {
        return run.withoutOne().entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }

    boolean isUsed(IndexDefinition index) {
        return used().contains(index);
    }

    /** What an index saves beside the others, in milliseconds of all calls. */
    double gain(IndexDefinition index) {
        return runs.stream()
                .filter(r -> r.withoutOne().containsKey(index))
                .mapToDouble(r -> r.calls() * (r.withoutOne().getOrDefault(index, 0.0) - r.withMs()))
                .sum();
    }

    /** What the statements that use an index take with it, in milliseconds of all calls. */
    double timeWith(IndexDefinition index) {
        return runs.stream()
                .filter(r -> r.withoutOne().containsKey(index))
                .mapToDouble(r -> r.calls() * r.withMs())
                .sum();
    }
}
