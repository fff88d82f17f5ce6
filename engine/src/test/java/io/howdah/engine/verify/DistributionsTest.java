package io.howdah.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class DistributionsTest {

    /** Values of any statistical table. */
    @Test
    void agrees_with_the_tables() {
        assertThat(Distributions.normalTwoSided(1.959964)).isCloseTo(0.05, within(1e-6));
        assertThat(Distributions.normalTwoSided(3.290527)).isCloseTo(0.001, within(1e-7));
        assertThat(Distributions.studentTwoSided(12.7062, 1)).isCloseTo(0.05, within(1e-5));
        assertThat(Distributions.studentTwoSided(2.228139, 10)).isCloseTo(0.05, within(1e-6));
        assertThat(Distributions.studentTwoSided(0, 10)).isEqualTo(1);
    }

    @Test
    void corrects_for_the_number_of_tests() {
        assertThat(Holm.corrected(List.of(0.01, Double.NaN, 0.04, 0.03, 0.005)))
                .containsExactly(0.03, Double.NaN, 0.06, 0.06, 0.02);
    }

    @Test
    void ranks_as_mann_and_whitney_do() {
        assertThat(RankTest.probability(List.of(1.0, 2.0, 3.0), List.of(1.0, 2.0, 3.0)))
                .isEqualTo(1);
        assertThat(RankTest.probability(List.of(2.0, 2.0), List.of(2.0, 2.0))).isEqualTo(1);
        assertThat(RankTest.probability(List.of(19.0, 22.0, 16.0, 29.0, 24.0), List.of(20.0, 11.0, 17.0, 12.0)))
                .as("R: wilcox.test(exact = FALSE)")
                .isCloseTo(0.1113, within(1e-3));
    }
}
