package io.howdah.samples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChanceTest {

    @Test
    void a_row_has_the_same_draws_whatever_was_drawn_before() {
        var chance = new Chance(1, 2, 3);
        var first = chance.next();
        chance.next();

        assertThat(chance.at(1, 2, 3).next()).isEqualTo(first);
        assertThat(new Chance(1, 2, 4).next()).isNotEqualTo(first);
        assertThat(new Chance(1, 3, 3).next()).isNotEqualTo(first);
        assertThat(new Chance(2, 2, 3).next()).isNotEqualTo(first);
    }

    @Test
    void draws_are_even() {
        var chance = new Chance(9, 9, 9);

        assertThat(IntStream.range(0, 100_000)
                        .mapToDouble(i -> chance.unit())
                        .average()
                        .orElseThrow())
                .isCloseTo(0.5, within(0.01));
        assertThat(IntStream.range(0, 100_000)
                        .map(i -> chance.below(10))
                        .filter(n -> n == 7)
                        .count())
                .isBetween(9_500L, 10_500L);
        assertThat(LongStream.range(0, 100_000)
                        .map(i -> chance.below(1L << 40))
                        .max()
                        .orElseThrow())
                .isBetween((1L << 40) * 99 / 100, (1L << 40) - 1);
    }

    @Test
    void half_of_log_normal_draws_lie_below_the_median() {
        var chance = new Chance(9, 9, 9);

        assertThat(IntStream.range(0, 100_000)
                        .mapToDouble(i -> chance.logNormal(30, 2))
                        .filter(draw -> draw < 30)
                        .count())
                .isBetween(49_000L, 51_000L);
    }

    @Test
    void uuids_are_of_version_4_and_differ() {
        var uuids =
                IntStream.range(0, 10_000).mapToObj(i -> Chance.uuid(1, 1, i)).toList();

        assertThat(uuids).doesNotHaveDuplicates().allSatisfy(uuid -> {
            assertThat(uuid.version()).isEqualTo(4);
            assertThat(uuid.variant()).isEqualTo(2);
        });
    }
}
