package io.howdah.samples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZipfTest {

    @Test
    void the_second_rank_is_drawn_half_as_often_as_the_first() {
        var zipf = new Zipf(100, 1.0);
        var counts = new int[100];
        IntStream.range(0, 100_000).forEach(i -> counts[zipf.rank(Chance.unit(Chance.key(1, 1, i)))]++);

        assertThat(counts[1] / (double) counts[0]).isCloseTo(0.5, within(0.03));
        assertThat(counts[0] / 100_000.0).isCloseTo(zipf.share(0), within(0.01));
    }

    @Test
    void the_ends_of_the_draw_are_the_first_and_last_rank() {
        var zipf = new Zipf(7, 0.8);

        assertThat(zipf.rank(0)).isZero();
        assertThat(zipf.rank(Math.nextDown(1.0))).isEqualTo(6);
    }

    @Test
    void the_shares_add_up_to_one() {
        var zipf = new Zipf(50, 0.6);

        assertThat(IntStream.range(0, 50).mapToDouble(zipf::share).sum()).isCloseTo(1, within(1e-9));
    }
}
