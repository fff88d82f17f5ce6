package io.howdah.engine.advise;

import static java.util.stream.Collectors.toSet;

import io.howdah.engine.Problem;
import java.util.Collection;
import java.util.Map;
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
     * @throws Problem where no rule has a threshold of that key, or a number is not finite or negative
     */
    public static Thresholds of(Map<String, Double> wanted, Collection<? extends Rule> rules) {
        var known = rules.stream()
                .flatMap(r -> r.thresholds().stream())
                .map(Threshold::key)
                .collect(toSet());
        wanted.forEach((key, value) -> {
            if (!known.contains(key)) {
                throw Problem.input(
                        "there is no threshold '" + key + "'; there is " + String.join(", ", new TreeSet<>(known)));
            }
            if (!Double.isFinite(value) || value < 0) {
                throw Problem.input("the threshold " + key + " must be a number from 0 up, and is " + value);
            }
        });
        return new Thresholds(wanted);
    }

    /** The number that holds. */
    public double of(Threshold threshold) {
        return wanted.getOrDefault(threshold.key(), threshold.standard());
    }
}
