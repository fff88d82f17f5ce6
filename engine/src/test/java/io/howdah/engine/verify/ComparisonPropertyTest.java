package io.howdah.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.verify.StatementComparison.Trend;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often noise is taken for a difference, and a difference for noise, over a thousand seeded pairs of windows. */
class ComparisonPropertyTest {

    private static final int PAIRS = 1000;

    /** Latencies are roughly log-normal; sigma 1 means that one call in forty takes seven times the median. */
    @ParameterizedTest
    @CsvSource({"10, 0.2", "10, 1", "30, 0.5", "30, 1", "300, 1"})
    void raises_few_false_alarms(int calls, double sigma) {
        assertThat(share(Trend.SLOWER, calls, sigma, 1, true)).isLessThan(0.01);
        assertThat(share(Trend.SLOWER, calls, sigma, 1, false)).isLessThan(0.03);
        assertThat(share(Trend.FASTER, calls, sigma, 1, true)).isLessThan(0.01);
        assertThat(share(Trend.FASTER, calls, sigma, 1, false)).isLessThan(0.03);
    }

    @ParameterizedTest
    @CsvSource({"10, 0.2, 2", "10, 0.5, 4", "30, 0.5, 2", "100, 1, 3", "1000, 1, 1.6"})
    void finds_what_became_really_slower(int calls, double sigma, double times) {
        assertThat(share(Trend.SLOWER, calls, sigma, times, true)).isGreaterThan(0.95);
        assertThat(share(Trend.SLOWER, calls, sigma, times, false)).isGreaterThan(0.90);
    }

    @ParameterizedTest
    @CsvSource({"10, 0.5, 0.1", "30, 0.5, 0.4", "1000, 1, 0.6"})
    void finds_what_became_really_faster(int calls, double sigma, double times) {
        assertThat(share(Trend.FASTER, calls, sigma, times, true)).isGreaterThan(0.95);
        assertThat(share(Trend.FASTER, calls, sigma, times, false)).isGreaterThan(0.90);
    }

    private static double share(Trend trend, int calls, double sigma, double times, boolean timed) {
        var random = new Random(42);
        long hits = Stream.generate(() -> {
                    var before = window(random, calls, sigma, 5, timed);
                    var after = window(random, calls, sigma, 5 * times, timed);
                    return Comparison.of("a test", List.of(before), List.of(after), Noise.DEFAULT);
                })
                .limit(PAIRS)
                .filter(c -> c.statements().getFirst().trend() == trend)
                .count();
        return (double) hits / PAIRS;
    }

    private static Measured window(Random random, int calls, double sigma, double medianMs, boolean timed) {
        var latencies = Stream.generate(() -> medianMs * Math.exp(sigma * random.nextGaussian()))
                .limit(calls)
                .toList();
        var whole = Measured.timed("a", "select 1", latencies);
        return timed ? whole : Measured.summed("a", "select 1", calls, whole.meanMs(), whole.stddevMs(), Double.NaN);
    }
}
