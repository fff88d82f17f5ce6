package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Statement;
import io.howdah.engine.twin.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The workload under the final set, each question asked anew, and what follows for each index and statement.
 *
 * @param before their prices as the database is
 * @param after their prices with everything that is advised
 */
record Outcome(List<Asked> workload, List<PriceList.Price> before, List<PriceList.Price> after) {

    /** What a statement gains from an index, in cost of all its calls. */
    record Gain(Statement statement, double before, double after) {
        double gained() {
            return before - after;
        }
    }

    double costBefore() {
        return sum(before);
    }

    double costAfter() {
        return sum(after);
    }

    private double sum(List<PriceList.Price> prices) {
        double sum = 0;
        for (int i = 0; i < workload.size(); i++) {
            sum += workload.get(i).weight() * prices.get(i).cost();
        }
        return sum;
    }

    /** Statements whose final plan uses the index; a gain that several indexes bring about is shared among them. */
    List<Gain> gains(Candidate candidate) {
        var gains = new LinkedHashMap<Statement, Gain>();
        for (int i = 0; i < workload.size(); i++) {
            var used = after.get(i).used();
            if (used.contains(candidate)) {
                double weight = workload.get(i).weight() / used.size();
                var gain = new Gain(
                        workload.get(i).question().statement(),
                        weight * before.get(i).cost(),
                        weight * after.get(i).cost());
                gains.merge(
                        gain.statement(),
                        gain,
                        (a, b) -> new Gain(a.statement(), a.before() + b.before(), a.after() + b.after()));
            }
        }
        return gains.values().stream()
                .sorted(Comparator.comparingDouble(g -> -g.gained()))
                .toList();
    }

    double gain(Candidate candidate) {
        return gains(candidate).stream().mapToDouble(Gain::gained).sum();
    }

    /** Positions of the questions by statement, in the workload's order. */
    Map<Statement, List<Integer>> byStatement() {
        var positions = new LinkedHashMap<Statement, List<Integer>>();
        for (int i = 0; i < workload.size(); i++) {
            positions
                    .computeIfAbsent(workload.get(i).question().statement(), s -> new ArrayList<>())
                    .add(i);
        }
        return positions;
    }

    /** Positions of a statement's questions; at least one for a statement of the workload. */
    List<Integer> positions(Statement statement) {
        return byStatement().getOrDefault(statement, List.of());
    }
}
