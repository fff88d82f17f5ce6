package io.howdah.engine.verify;

import io.howdah.engine.verify.StatementComparison.Trend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A workload measured before and after.
 *
 * <p>A statement counts as slower or faster only if the difference is significant and large: significant after Holm's
 * correction for the number of statements (Holm 1979), so that a workload of a hundred statements raises no more false
 * alarms than one of ten; and large as {@link Noise} says.
 *
 * @param source who measured, for people
 * @param statements those that became slower first, worst first; then by the time they save
 */
public record Comparison(String source, List<StatementComparison> statements) {

    /** From so many timed calls the mean is steady enough to be compared besides the median. */
    private static final long CALLS_FOR_MEANS = 100;

    /** Compares what two windows measured of the same statements. */
    public static Comparison of(String source, List<Measured> before, List<Measured> after, Noise noise) {
        var pairs = pairs(before, after);
        var tested = pairs.stream().map(pair -> tested(pair, noise)).toList();
        var corrected = Holm.corrected(tested.stream().map(Tested::probability).toList());
        var result = new ArrayList<StatementComparison>();
        for (int i = 0; i < pairs.size(); i++) {
            result.add(judged(pairs.get(i), tested.get(i), corrected.get(i), noise));
        }
        result.sort(Comparator.comparing((StatementComparison s) -> s.trend() != Trend.SLOWER)
                .thenComparingDouble(s -> s.trend() == Trend.SLOWER ? -s.changeOfTotalMs() : s.changeOfTotalMs()));
        return new Comparison(source, List.copyOf(result));
    }

    public List<StatementComparison> slower() {
        return statements.stream().filter(s -> s.trend() == Trend.SLOWER).toList();
    }

    public Optional<StatementComparison> statement(String id) {
        return statements.stream().filter(s -> s.statementId().equals(id)).findFirst();
    }

    /** The time of the calls before, of the statements that ran on both sides. */
    public double beforeMs() {
        return statements.stream()
                .filter(s -> s.after() != null)
                .mapToDouble(s -> s.before() == null ? 0 : s.before().totalMs())
                .sum();
    }

    /** The time that the same calls take after. */
    public double afterMs() {
        return beforeMs()
                + statements.stream()
                        .mapToDouble(StatementComparison::changeOfTotalMs)
                        .sum();
    }

    private record Pair(@Nullable Measured before, @Nullable Measured after) {
        Measured any() {
            if (before != null) {
                return before;
            }
            if (after != null) {
                return after;
            }
            throw new IllegalStateException("a pair of nothing");
        }
    }

    private record Tested(double probability, double ratio, double differenceMs) {}

    private static List<Pair> pairs(List<Measured> before, List<Measured> after) {
        Map<String, Pair> byId = new LinkedHashMap<>();
        before.forEach(m -> byId.put(m.statementId(), new Pair(m, null)));
        after.forEach(m ->
                byId.compute(m.statementId(), (id, known) -> new Pair(known == null ? null : known.before(), m)));
        return List.copyOf(byId.values());
    }

    private static Tested tested(Pair pair, Noise noise) {
        var before = pair.before();
        var after = pair.after();
        if (before == null
                || after == null
                || before.calls() < noise.minimumCalls()
                || after.calls() < noise.minimumCalls()) {
            return new Tested(Double.NaN, Double.NaN, 0);
        }
        return before.timed() && after.timed() ? byCalls(before, after, noise) : byMeans(before, after, 1);
    }

    /**
     * Single calls are compared by rank, and by their medians. That does not see a minority of calls that became much
     * slower, as with a plan that is bad for some parameters; so with calls enough the means are compared too, and both
     * probabilities are doubled for the second test.
     */
    private static Tested byCalls(Measured before, Measured after, Noise noise) {
        boolean both = Math.min(before.calls(), after.calls()) >= CALLS_FOR_MEANS;
        double medianBefore = RankTest.median(before.latenciesMs());
        double medianAfter = RankTest.median(after.latenciesMs());
        var ranks = new Tested(
                Math.min(1, (both ? 2 : 1) * RankTest.probability(before.latenciesMs(), after.latenciesMs())),
                medianAfter / medianBefore,
                medianAfter - medianBefore);
        return both && trend(ranks, ranks.probability(), noise) == Trend.SAME ? byMeans(before, after, 2) : ranks;
    }

    private static Tested byMeans(Measured before, Measured after, int tests) {
        return new Tested(
                Math.min(1, tests * MeanTest.probability(before, after)),
                after.meanMs() / before.meanMs(),
                after.meanMs() - before.meanMs());
    }

    private static StatementComparison judged(Pair pair, Tested tested, double probability, Noise noise) {
        var trend = trend(tested, probability, noise);
        return new StatementComparison(
                pair.any().statementId(), pair.any().text(), pair.before(), pair.after(), probability, trend);
    }

    private static Trend trend(Tested tested, double probability, Noise noise) {
        if (Double.isNaN(probability)) {
            return Trend.UNKNOWN;
        }
        if (probability > noise.significance() || Math.abs(tested.differenceMs()) < noise.differenceMs()) {
            return Trend.SAME;
        }
        if (tested.ratio() >= noise.ratio()) {
            return Trend.SLOWER;
        }
        return tested.ratio() <= 1 / noise.ratio() ? Trend.FASTER : Trend.SAME;
    }
}
