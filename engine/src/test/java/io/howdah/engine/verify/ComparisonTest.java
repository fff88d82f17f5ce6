package io.howdah.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.verify.StatementComparison.Trend;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void names_the_statement_that_became_slower_first() {
        var comparison = compare(
                List.of(steady("a", 10), steady("b", 1), steady("c", 500)),
                List.of(steady("a", 0.1), steady("b", 9), steady("c", 501)));

        assertThat(comparison.statements())
                .extracting(StatementComparison::statementId)
                .containsExactly("b", "a", "c");
        assertThat(comparison.statements())
                .extracting(StatementComparison::trend)
                .containsExactly(Trend.SLOWER, Trend.FASTER, Trend.SAME);
        assertThat(comparison.slower()).hasSize(1);
    }

    @Test
    void says_nothing_from_fewer_than_ten_calls() {
        var few = Measured.summed("a", "select 1", 9, 1, 0.1, 1);
        var many = Measured.summed("a", "select 1", 1000, 100, 0.1, 1);

        assertThat(trend(few, many)).isEqualTo(Trend.UNKNOWN);
        assertThat(trend(many, few)).isEqualTo(Trend.UNKNOWN);
    }

    @Test
    void does_not_take_a_small_difference_for_one_however_certain() {
        assertThat(trend(steady("a", 10), steady("a", 12))).isEqualTo(Trend.SAME);
        assertThat(trend(steady("a", 0.01), steady("a", 0.02))).isEqualTo(Trend.SAME);
    }

    @Test
    void does_not_take_a_large_difference_for_one_that_chance_explains() {
        var before = Measured.summed("a", "select 1", 12, 1, 2, 1);
        var after = Measured.summed("a", "select 1", 12, 2, 4, 1);

        assertThat(trend(before, after)).isEqualTo(Trend.SAME);
    }

    @Test
    void does_not_know_a_statement_that_ran_on_one_side_only() {
        var comparison = compare(List.of(steady("a", 1)), List.of(steady("b", 2)));

        assertThat(comparison.statements())
                .extracting(StatementComparison::trend)
                .containsOnly(Trend.UNKNOWN);
        assertThat(comparison.beforeMs()).isZero();
    }

    @Test
    void sums_up_the_same_calls_on_both_sides() {
        var comparison = compare(
                List.of(Measured.summed("a", "a", 100, 10, 1, 1)), List.of(Measured.summed("a", "a", 7000, 2, 1, 1)));

        assertThat(comparison.beforeMs()).isEqualTo(1000);
        assertThat(comparison.afterMs()).isEqualTo(200);
    }

    @Test
    void goes_by_the_median_where_single_calls_were_timed() {
        var before = Measured.timed("a", "a", Collections.nCopies(40, 1.0));
        var oneOutlier = DoubleStream.concat(DoubleStream.generate(() -> 1.0).limit(39), DoubleStream.of(10_000));
        var after = Measured.timed("a", "a", oneOutlier.boxed().toList());

        assertThat(trend(before, after)).isEqualTo(Trend.SAME);
    }

    @Test
    void sees_a_minority_of_calls_that_became_much_slower() {
        var fast = DoubleStream.iterate(1, v -> v + 0.001).limit(200);
        var before = Measured.timed("a", "a", fast.boxed().toList());
        var fifth = DoubleStream.iterate(0, v -> v + 1)
                .map(v -> v % 5 == 0 ? 50 : 1)
                .limit(200);
        var after = Measured.timed("a", "a", fifth.boxed().toList());

        assertThat(trend(before, after)).isEqualTo(Trend.SLOWER);
    }

    @Test
    void takes_the_nearest_rank_for_the_95th_percentile() {
        var values = DoubleStream.iterate(1, v -> v + 1).limit(100).boxed().toList();

        assertThat(Measured.timed("a", "a", values).p95Ms()).isEqualTo(95);
        assertThat(Measured.timed("a", "a", List.of()).p95Ms()).isNull();
    }

    private static Trend trend(Measured before, Measured after) {
        return compare(List.of(before), List.of(after)).statements().getFirst().trend();
    }

    private static Comparison compare(List<Measured> before, List<Measured> after) {
        return Comparison.of("a test", before, after, Noise.DEFAULT);
    }

    private static Measured steady(String id, double meanMs) {
        return Measured.summed(id, "select " + id, 100, meanMs, meanMs / 10, 4);
    }
}
