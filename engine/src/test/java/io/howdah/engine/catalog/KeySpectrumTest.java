package io.howdah.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class KeySpectrumTest {

    private static final int ROWS = 400_000;
    private static final int STRETCH = 500;

    /** Every tenth stretch of a table whose rows have these keys. */
    private static KeySpectrum spectrum(IntUnaryOperator key) {
        var stretches = new HashMap<Integer, Integer>();
        for (int first = 0; first < ROWS; first += 10 * STRETCH) {
            var here = new HashMap<Integer, Integer>();
            for (int row = first; row < first + STRETCH; row++) {
                here.put(key.applyAsInt(row), 1);
            }
            here.keySet().forEach(k -> stretches.merge(k, 1, Integer::sum));
        }
        var times = new HashMap<Integer, Long>();
        stretches.values().forEach(t -> times.merge(t, 1L, Long::sum));
        var seen = new ArrayList<KeySpectrum.Seen>();
        times.forEach((t, keys) -> seen.add(new KeySpectrum.Seen("", t, keys, 0)));
        return new KeySpectrum(ROWS / 10.0, 0.1, List.copyOf(seen));
    }

    private static double distinct(IntUnaryOperator key) {
        return java.util.stream.IntStream.range(0, ROWS).map(key).distinct().count();
    }

    private static IntUnaryOperator random(int values) {
        var random = new Random(7).ints(ROWS, 0, values).toArray();
        return row -> random[row];
    }

    @Test
    void finds_unique_keys_unique() {
        assertThat(spectrum(row -> row).distinct(ROWS)).isEqualTo(ROWS);
    }

    @Test
    void counts_keys_that_lie_together() {
        assertThat(spectrum(row -> row / 4).distinct(ROWS)).isCloseTo(ROWS / 4.0, withPercentage(1));
    }

    @Test
    void counts_few_keys_exactly() {
        assertThat(spectrum(row -> row % 50).distinct(ROWS)).isEqualTo(50);
    }

    @Test
    void counts_keys_that_come_by_chance() {
        for (int values : new int[] {20_000, 100_000, 400_000}) {
            var key = random(values);

            assertThat(spectrum(key).distinct(ROWS)).isCloseTo(distinct(key), withPercentage(5));
        }
    }

    @Test
    void tells_keys_that_come_once_from_a_few_that_come_often() {
        var often = random(10_000);
        IntUnaryOperator key = row -> row % 5 == 0 ? often.applyAsInt(row) : 1_000_000 + row;

        assertThat(spectrum(key).distinct(ROWS)).isCloseTo(distinct(key), withPercentage(5));
    }

    @Test
    void grows_with_the_table_only_where_keys_are_many() {
        assertThat(spectrum(row -> row % 50).distinct(10.0 * ROWS)).isEqualTo(50);
        assertThat(spectrum(row -> row / 2).distinct(10.0 * ROWS)).isCloseTo(5.0 * ROWS, withPercentage(1));
    }

    @Test
    void tells_how_many_words_were_not_seen() {
        double[] once = {10_000, 30, 6, 0};
        double[] byChance = {
            9_000 * 0.5 * Math.exp(-0.5), 9_000 * 0.125 * Math.exp(-0.5), 9_000 / 48.0 * Math.exp(-0.5), 13
        };

        assertThat(KeySpectrum.unseenParts(once, 0.1)).isCloseTo(90_000, withPercentage(10));
        assertThat(KeySpectrum.unseenParts(byChance, 0.1)).isCloseTo(9_000 * Math.exp(-0.5), withPercentage(10));
        assertThat(KeySpectrum.unseenParts(once, 1)).isZero();
    }
}
