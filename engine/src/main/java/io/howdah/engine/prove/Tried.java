package io.howdah.engine.prove;

import io.howdah.engine.advise.NotAdvised;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A set of indexes tried on a copy.
 *
 * @param runs of the statements whose plan the set changes
 * @param notBuilt indexes that the copy refused, with its reason
 * @param notRun statements that could not be run to the end either way, with the reason
 */
public record Tried(List<Run> runs, Map<IndexDefinition, String> notBuilt, List<NotAdvised> notRun) {

    /** More than this many times as long as without is slower. */
    static final double SLOWER = 1.05;

    /** A difference that nobody feels, in milliseconds. */
    private static final double SLACK_MS = 0.2;

    private static final Comparator<IndexDefinition> BY_TEXT = Comparator.comparing(IndexDefinition::toString);

    /** An index that takes a larger part of its statements' time than this, on the whole, does harm. */
    private static final double HARM = 0.05;

    /**
     * One form of a statement, run with the set and without: the least of its runs in milliseconds.
     *
     * @param calls that it stands for
     * @param withoutMs at least so long, where it was stopped
     * @param withoutOne time without one index that its plan uses, and with the others; at least, where it was stopped
     */
    public record Run(
            Statement statement,
            double calls,
            double withoutMs,
            double withMs,
            Map<IndexDefinition, Double> withoutOne) {

        /** Whether the set makes it slower than it is without. */
        public boolean isSlower() {
            return isSlower(withMs, withoutMs);
        }

        static boolean isSlower(double withMs, double withoutMs) {
            return withMs > SLOWER * withoutMs && withMs - withoutMs > SLACK_MS;
        }
    }

    /** How many forms became slower and how many indexes cannot be built. */
    long faults() {
        return notBuilt.size() + runs.stream().filter(Run::isSlower).count();
    }

    /** Of all calls, in milliseconds. */
    public double withoutMs() {
        return runs.stream().mapToDouble(r -> r.calls() * r.withoutMs()).sum();
    }

    /** Of all calls, in milliseconds. */
    public double withMs() {
        return runs.stream().mapToDouble(r -> r.calls() * r.withMs()).sum();
    }

    /** What it saves, in milliseconds of all calls. */
    double saved() {
        return withoutMs() - withMs();
    }

    /** In a few words. */
    String summary() {
        return "tried: " + Words.ms(withoutMs()) + " → " + Words.ms(withMs()) + ", "
                + refused().size() + " to be left out";
    }

    /** What is better left out, with the reason: what cannot be built, makes a statement slower, or does more harm than good. */
    Map<IndexDefinition, String> refused() {
        var refused = new TreeMap<IndexDefinition, String>(BY_TEXT);
        notBuilt.forEach((index, reason) -> refused.put(index, "it could not be built on the copy: " + reason));
        runs.stream()
                .filter(Run::isSlower)
                .forEach(run -> culprit(run).ifPresent(index -> refused.putIfAbsent(index, Words.slower(run))));
        for (var index : used()) {
            if (gain(index) < -HARM * timeWith(index)) {
                refused.putIfAbsent(index, Words.harm(timeWith(index), gain(index)));
            }
        }
        return refused;
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
