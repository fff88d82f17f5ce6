package io.howdah.benchmarks;

import io.howdah.benchmarks.TpchSets.Timed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The time of each statement with each configuration of indexes: the median of all runs of its plan. The same plan takes the same
 * time, whatever other indexes there are.
 */
final class TpchTimes {

    /** The configuration without indexes. */
    static final String NONE = "none";

    private static final int AGAIN = 7;

    private final TpchSets sets;
    private final Map<String, List<String>> configurations;

    /** By configuration and statement. */
    private final Map<String, Map<String, Planned>> plans = new LinkedHashMap<>();

    private final Map<Planned, List<Double>> runs = new HashMap<>();

    private record Planned(String statement, String plan) {}

    TpchTimes(TpchSets sets, Map<String, List<String>> configurations) {
        this.sets = sets;
        this.configurations = configurations;
    }

    /** Every statement with every configuration, each plan once. */
    void round(int number) {
        configurations.keySet().forEach(name -> {
            run(
                    name,
                    TpchFiles.statements().keySet(),
                    plan -> runs.getOrDefault(plan, List.of()).size() < number);
            System.err.printf(Locale.ROOT, "round %d: %s, %.0f ms%n", number, name, total(name));
        });
    }

    private void run(String name, Collection<String> statements, Predicate<Planned> wanted) {
        var planned = plans.computeIfAbsent(name, n -> new LinkedHashMap<>());
        var indexes = Objects.requireNonNull(configurations.get(name));
        sets.times(indexes, statements, (statement, plan) -> wanted.test(new Planned(statement, plan)))
                .forEach((statement, timed) -> planned.put(statement, learn(statement, timed)));
    }

    private Planned learn(String statement, Timed timed) {
        var planned = new Planned(statement, timed.plan());
        if (!Double.isNaN(timed.ms())) {
            runs.computeIfAbsent(planned, p -> new ArrayList<>()).add(timed.ms());
        }
        return planned;
    }

    /** What seems slower than without indexes, with and without in turn. */
    void askAgain(double ratio) {
        for (String name : configurations.keySet()) {
            for (int turn = 0; turn < AGAIN && !isSlower(name, ratio).isEmpty(); turn++) {
                var statements = isSlower(name, ratio);
                run(NONE, statements, plan -> true);
                run(name, statements, plan -> true);
            }
        }
    }

    /** Statements that take more than this many times as long as without indexes. */
    List<String> slower(String name, double ratio) {
        return isSlower(name, ratio).stream()
                .map(statement -> String.format(
                        Locale.ROOT, "%s %.0f to %.0f ms", statement, ms(NONE, statement), ms(name, statement)))
                .toList();
    }

    private List<String> isSlower(String name, double ratio) {
        return TpchFiles.statements().keySet().stream()
                .filter(statement -> ms(name, statement) > ratio * ms(NONE, statement))
                .toList();
    }

    private double ms(String name, String statement) {
        var planned = plans.getOrDefault(name, Map.of()).get(statement);
        var sorted = Objects.requireNonNull(runs.get(Objects.requireNonNull(planned))).stream()
                .sorted()
                .toList();
        return sorted.get((sorted.size() - 1) / 2);
    }

    /** Each statement's time with a configuration, in milliseconds. */
    String each(String name) {
        return plans.getOrDefault(name, Map.of()).keySet().stream()
                .map(statement -> String.format(Locale.ROOT, "%s %.0f", statement, ms(name, statement)))
                .collect(Collectors.joining(", "));
    }

    /** Of all statements, in milliseconds. */
    double total(String name) {
        return plans.getOrDefault(name, Map.of()).keySet().stream()
                .mapToDouble(statement -> ms(name, statement))
                .sum();
    }
}
