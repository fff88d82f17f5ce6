package io.howdah.engine.advise;

import static java.util.stream.Collectors.toSet;

import io.howdah.engine.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The thresholds that a user set; all others are at their standard. */
public final class Thresholds {

    /** Nobody set any. */
    public static final Thresholds STANDARD = new Thresholds(Map.of());

    private final Map<String, Double> wanted;

    private Thresholds(Map<String, Double> wanted) {
        this.wanted = Map.copyOf(wanted);
    }

    /**
     * These, of the rules at hand.
     *
     * @throws Problem that names every key that no rule has, and every number that is not finite or negative
     */
    public static Thresholds of(Map<String, Double> wanted, Collection<? extends Rule> rules) {
        var problems = problems(wanted, rules);
        if (!problems.isEmpty()) {
            throw Problem.input(String.join("; ", problems));
        }
        return new Thresholds(wanted);
    }

    /** What is wrong with these, each as a sentence without its full stop. */
    public static List<String> problems(Map<String, Double> wanted, Collection<? extends Rule> rules) {
        var known = rules.stream()
                .flatMap(r -> r.thresholds().stream())
                .map(Threshold::key)
                .collect(toSet());
        var problems = new ArrayList<String>();
        new TreeMap<>(wanted).forEach((key, value) -> {
            if (!known.contains(key)) {
                problems.add("there is no threshold '" + key + "'; " + alternatives(key, known));
            } else if (!Double.isFinite(value) || value < 0) {
                problems.add("the threshold " + key + " must be a number from 0 up, and is " + value);
            }
        });
        return problems;
    }

    /** Those of the same rule; where the rule has none or is not there, all rules that have some. */
    private static String alternatives(String key, Set<String> known) {
        var rule = key.split("\\.", 2)[0];
        var same = known.stream().filter(k -> k.startsWith(rule + ".")).collect(toSet());
        return same.isEmpty()
                ? "'howdah inspect --list-thresholds' names them all"
                : "there is " + String.join(", ", new TreeSet<>(same));
    }

    /** The number that holds. */
    public double of(Threshold threshold) {
        return wanted.getOrDefault(threshold.key(), threshold.standard());
    }
}
