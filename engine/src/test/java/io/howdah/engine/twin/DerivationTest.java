package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.twin.Derivation.Computed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Statistics of {@code total::integer}, where {@code total} is spread evenly between 0 and 1,000 with two decimals. */
class DerivationTest {

    private static final double ROWS = 200_000;
    private static final double SEEN_SIX_TIMES_OF_30_000 = 0.0002;

    @Test
    void a_chance_repetition_is_not_all_that_gives_its_result() {
        var derived = new Derivation(total("{17.25}", "{0.0002}"), ROWS, computed(17)).statistics();

        assertThat(derived).hasValueSatisfying(statistics -> {
            assertThat(ArrayText.elements(statistics.mostCommonValues())).containsExactly("17");
            assertThat(rowsOfTheCommonResult(statistics)).isCloseTo(200 + 40, within(2.0));
        });
    }

    @Test
    void results_that_no_value_repeats_have_the_average_of_rows() {
        var derived = new Derivation(total(null, null), ROWS, computed(-1)).statistics();

        assertThat(derived).hasValueSatisfying(statistics -> {
            assertThat(statistics.mostCommonValues()).isNull();
            assertThat(statistics.distinctAmong(ROWS)).isCloseTo(1_001, within(20.0));
        });
    }

    private static double rowsOfTheCommonResult(ColumnStatistics statistics) {
        return Double.parseDouble(
                        ArrayText.elements(statistics.mostCommonFrequencies()).get(0))
                * ROWS;
    }

    private static ColumnStatistics total(@Nullable String values, @Nullable String frequencies) {
        var bounds = IntStream.rangeClosed(0, 100)
                .mapToObj(DerivationTest::bound)
                .map(String::valueOf)
                .collect(Collectors.joining(",", "{", "}"));
        return new ColumnStatistics(
                false, 0, 6, -0.5, values, frequencies, bounds, 0.0, null, null, null, null, null, null);
    }

    /** None of them gives 17, and what they give has no step but one. */
    private static int bound(int n) {
        return n == 1 ? 11 : n * 10;
    }

    /** @param common what the most common value gives; negative if there is none */
    private static List<Computed> computed(int common) {
        var results = new ArrayList<Computed>();
        for (int n = 0; n <= 100; n++) {
            results.add(result(bound(n), 0, n + 1));
        }
        if (common >= 0) {
            results.add(2, result(common, SEEN_SIX_TIMES_OF_30_000, 0));
        }
        return results;
    }

    private static Computed result(int value, double frequency, int bound) {
        return new Computed(String.valueOf(value), frequency, bound, 4, BigDecimal.valueOf(value), value, value);
    }
}
