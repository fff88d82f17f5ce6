package io.howdah.engine.twin;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.ColumnStatistics;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From the values that an expression takes for a column's most common values and histogram bounds to statistics of the
 * expression.
 *
 * <p>A bound stands for an equal share of the rows that hold no common value. Results that several bounds share are common
 * results where the bounds are many for the number of results, or at least {@value #CERTAIN} of them agree.
 */
final class Derivation {

    /** So many equal results among the bounds are no accident. */
    private static final int CERTAIN = 4;

    /** The default of {@code default_statistics_target}. */
    private static final int LONGEST_LIST = 100;

    /** Above this share of distinct rows ANALYZE states the number as a share (analyze.c). */
    private static final double SHARE_FROM = 0.1;

    /** Without a histogram the common values must be nearly all there is. */
    private static final double NEGLIGIBLE = 0.05;

    /**
     * The expression's value for one value of the column.
     *
     * @param text null where the result is NULL
     * @param frequency share of the rows, of a common value
     * @param bound position among the bounds, from 1; 0 for a common value
     * @param width bytes
     * @param number the result, or its seconds since the epoch, where it is a number or a time
     * @param rank of the column's value among the values
     * @param resultRank of the result among the results
     */
    record Computed(
            @Nullable String text,
            double frequency,
            int bound,
            int width,
            @Nullable BigDecimal number,
            long rank,
            long resultRank) {}

    /** A distinct result: the share of the rows that the common values with it have, and the bounds that give it. */
    private record Result(String text, double commonShare, int bounds, double width) {

        static Result of(String text, List<Computed> equal) {
            return new Result(
                    text,
                    equal.stream().mapToDouble(Computed::frequency).sum(),
                    (int) equal.stream().filter(c -> c.bound() > 0).count(),
                    equal.get(0).width());
        }
    }

    private final ColumnStatistics column;
    private final double rows;
    private final List<Computed> computed;
    private final int bounds;
    private final double restShare;
    private final List<Result> results;
    private final double distinct;

    /** @param computed in the order of the results */
    Derivation(ColumnStatistics column, double rows, List<Computed> computed) {
        this.column = column;
        this.rows = Math.max(1, rows);
        this.computed = computed;
        this.bounds = (int) computed.stream().filter(c -> c.bound() > 0).count();
        double common = computed.stream().mapToDouble(Computed::frequency).sum();
        this.restShare = Math.max(0, 1 - common);
        this.results = results(computed);
        this.distinct = estimatedDistinct();
    }

    private static List<Result> results(List<Computed> computed) {
        var byText = new LinkedHashMap<String, List<Computed>>();
        for (var one : computed) {
            if (one.text() != null) {
                byText.computeIfAbsent(one.text(), t -> new ArrayList<>()).add(one);
            }
        }
        return byText.entrySet().stream()
                .map(e -> Result.of(e.getKey(), e.getValue()))
                .toList();
    }

    Optional<ColumnStatistics> statistics() {
        if (results.isEmpty() || (bounds == 0 && restShare > NEGLIGIBLE)) {
            return Optional.empty();
        }
        var common = common();
        var spread = results.stream()
                .filter(r -> r.bounds() > 0 && !common.contains(r))
                .toList();
        var values = spread.stream()
                .flatMap(r -> Collections.nCopies(r.bounds(), r.text()).stream())
                .toList();
        return Optional.of(new ColumnStatistics(
                false,
                nullShare(),
                (int) Math.round(averageWidth()),
                spread.isEmpty() ? common.size() : stated(),
                common.isEmpty() ? null : array(common.stream().map(Result::text)),
                common.isEmpty() ? null : array(common.stream().map(r -> String.valueOf((float) share(r)))),
                values.size() < 2 ? null : array(values.stream()),
                correlation(),
                null,
                null,
                null,
                null,
                null,
                null));
    }

    private double stated() {
        return distinct > SHARE_FROM * rows ? -Math.min(1, distinct / rows) : Math.rint(distinct);
    }

    private List<Result> common() {
        boolean few = distinct * 3 <= bounds;
        int length = Math.max(
                LONGEST_LIST, ArrayText.elements(column.mostCommonFrequencies()).size());
        return results.stream()
                .filter(r -> r.commonShare() > 0 || r.bounds() >= (few ? 1 : CERTAIN))
                .sorted(Comparator.comparingDouble(this::share).reversed())
                .limit(length)
                .toList();
    }

    /** A result of a common value in which no bound fell has other rows too, as many as one has on average, where many values give one. */
    private double share(Result result) {
        boolean many = distinct * 2 < column.distinctAmong(rows);
        double others = many && result.bounds() == 0 ? restShare / distinct : boundsShare(result.bounds());
        return result.commonShare() + others;
    }

    private double boundsShare(int count) {
        return bounds == 0 ? 0 : restShare * count / bounds;
    }

    private double nullShare() {
        var nulls = computed.stream().filter(c -> c.text() == null).toList();
        return nulls.stream().mapToDouble(Computed::frequency).sum()
                + boundsShare((int) nulls.stream().filter(c -> c.bound() > 0).count());
    }

    private double averageWidth() {
        double weight = results.stream().mapToDouble(this::share).sum();
        return results.stream().mapToDouble(r -> share(r) * r.width()).sum() / Math.max(1e-9, weight);
    }

    /**
     * The results of the common values, and as many more as ANALYZE's own estimator (Haas and Stokes, analyze.c) concludes from
     * the results of the bounds, taken as a sample of the column's other values.
     */
    private double estimatedDistinct() {
        long common = results.stream().filter(r -> r.commonShare() > 0).count();
        long other = results.size() - common;
        long once = results.stream()
                .filter(r -> r.commonShare() == 0 && r.bounds() == 1)
                .count();
        int known = ArrayText.elements(column.mostCommonValues()).size();
        double population = Math.max(Math.max(1, bounds), column.distinctAmong(rows) - known);
        double sample = Math.max(1, bounds);
        double estimate = other == 0 ? 0 : sample * other / (sample - once + once * sample / population);
        double all = common + Math.max((double) other, Math.min(estimate, population));
        return Math.max(results.size(), Math.min(all, steps()));
    }

    /** Numbers and times that all stand on one grid, such as days, cannot be more than the grid has points. */
    private double steps() {
        var numbers = computed.stream()
                .map(Computed::number)
                .filter(n -> n != null)
                .map(BigDecimal.class::cast)
                .toList();
        if (numbers.size() < 2) {
            return Double.MAX_VALUE;
        }
        int scale = numbers.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        var units = numbers.stream().map(n -> n.setScale(scale).unscaledValue()).toList();
        var least = units.stream().min(Comparator.naturalOrder()).orElseThrow();
        var greatest = units.stream().max(Comparator.naturalOrder()).orElseThrow();
        var step = units.stream().map(u -> u.subtract(least)).reduce(BigInteger.ZERO, BigInteger::gcd);
        return step.signum() == 0 ? 1 : greatest.subtract(least).divide(step).doubleValue() + 1;
    }

    /** The column's, as far as the expression keeps the order of its values. */
    private @Nullable Double correlation() {
        var own = column.correlation();
        var values = computed.stream().filter(c -> c.text() != null).toList();
        if (own == null || values.isEmpty()) {
            return null;
        }
        double mean = values.stream().mapToLong(Computed::rank).average().orElse(0);
        double resultMean =
                values.stream().mapToLong(Computed::resultRank).average().orElse(0);
        double product = 0;
        double squares = 0;
        double resultSquares = 0;
        for (var value : values) {
            double one = value.rank() - mean;
            double other = value.resultRank() - resultMean;
            product += one * other;
            squares += one * one;
            resultSquares += other * other;
        }
        return squares == 0 || resultSquares == 0 ? 0 : own * product / Math.sqrt(squares * resultSquares);
    }

    private static String array(Stream<String> values) {
        return values.map(v -> '"' + v.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
