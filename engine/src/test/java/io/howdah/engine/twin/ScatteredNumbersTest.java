package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScatteredNumbersTest {

    private static final int ROWS = 40_000;
    private static final int BUCKETS = 100;

    @Test
    void finds_the_order_of_numbers_that_are_spread_evenly() {
        assertAlike(n -> n, 0.02);
        assertAlike(n -> 7 * n + 123, 0.02);
    }

    @Test
    void finds_the_order_of_numbers_that_are_far_from_zero() {
        assertAlike(n -> 1_000_000 + 3 * n, 0.02);
    }

    @Test
    void finds_that_short_numbers_are_more_frequent() {
        assertAlike(n -> n < 20_000 ? n / 20 : 50 * n, 0.05);
    }

    @Test
    void knows_nothing_of_other_texts() {
        assertThat(ScatteredNumbers.bounds(List.of("1", "2 apples"))).isEmpty();
        assertThat(ScatteredNumbers.bounds(List.of("-1", "2"))).isEmpty();
        assertThat(ScatteredNumbers.bounds(List.of("007", "2"))).isEmpty();
        assertThat(ScatteredNumbers.bounds(List.of("1"))).isEmpty();
    }

    /** Each bound found has as large a share of the rows below it as its place says. */
    private static void assertAlike(LongUnaryOperator number, double tolerance) {
        var numbers = LongStream.range(0, ROWS).map(number).sorted().toArray();
        var texts = LongStream.of(numbers).mapToObj(String::valueOf).sorted().toList();
        var bounds = new ArrayList<String>();
        for (int i = 0; i <= BUCKETS; i++) {
            bounds.add(texts.get(i * (ROWS - 1) / BUCKETS));
        }
        var distinct = bounds.stream().distinct().toList();

        var found = ScatteredNumbers.bounds(distinct).orElseThrow();

        assertThat(found).hasSameSizeAs(distinct);
        for (int i = 0; i < found.size(); i++) {
            long bound = Long.parseLong(found.get(i));
            double below = LongStream.of(numbers).filter(n -> n < bound).count() / (double) ROWS;
            assertThat(below).as("rows below %s", bound).isCloseTo(i / (double) (found.size() - 1), within(tolerance));
        }
    }
}
