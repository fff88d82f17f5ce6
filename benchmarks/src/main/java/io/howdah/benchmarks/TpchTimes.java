package io.howdah.benchmarks;

import io.howdah.benchmarks.TpchSets.Timed;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The least time of each statement with each configuration of indexes. */
final class TpchTimes {

    /** The configuration without indexes. */
    static final String NONE = "none";

    private static final int AGAIN = 5;

    private final TpchSets sets;
    private final Map<String, List<String>> configurations;
    private final Map<String, Map<String, Timed>> best = new LinkedHashMap<>();

    TpchTimes(TpchSets sets, Map<String, List<String>> configurations) {
        this.sets = sets;
        this.configurations = configurations;
    }

    /** Every statement once with every configuration. */
    void round(int number) {
        configurations.keySet().forEach(name -> {
            run(name, TpchFiles.statements().keySet());
            System.err.printf(Locale.ROOT, "round %d: %s, least %.0f ms%n", number, name, total(name));
        });
    }

    private void run(String name, Collection<String> statements) {
        var known = best.computeIfAbsent(name, n -> new LinkedHashMap<>());
        sets.times(Objects.requireNonNull(configurations.get(name)), statements)
                .forEach((statement, timed) -> known.merge(statement, timed, Timed::least));
    }

    /** What seems slower than without indexes, with and without in turn. */
    void askAgain(double ratio) {
        for (String name : configurations.keySet()) {
            for (int turn = 0; turn < AGAIN && !isSlower(name, ratio).isEmpty(); turn++) {
                var statements = isSlower(name, ratio);
                run(NONE, statements);
                run(name, statements);
            }
        }
    }

    /** Statements that take more than this many times as long as without indexes, by another plan. */
    List<String> slower(String name, double ratio) {
        return isSlower(name, ratio).stream()
                .map(statement -> String.format(
                        Locale.ROOT,
                        "%s %.0f to %.0f ms",
                        statement,
                        time(NONE, statement).ms(),
                        time(name, statement).ms()))
                .toList();
    }

    private List<String> isSlower(String name, double ratio) {
        return TpchFiles.statements().keySet().stream()
                .filter(statement -> {
                    var before = time(NONE, statement);
                    var after = time(name, statement);
                    return !after.plan().equals(before.plan()) && after.ms() > ratio * before.ms();
                })
                .toList();
    }

    private Timed time(String name, String statement) {
        return Objects.requireNonNull(best.getOrDefault(name, Map.of()).get(statement));
    }

    /** Of all statements, in milliseconds. */
    double total(String name) {
        return best.getOrDefault(name, Map.of()).values().stream()
                .mapToDouble(Timed::ms)
                .sum();
    }
}
