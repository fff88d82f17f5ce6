package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.twin.Quantiles.Between;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuantilesTest {

    /** Replies to threads: most have few, and the histogram knows only those that have many. */
    private final Quantiles replies =
            new Quantiles(List.of("4", "0", "10"), List.of(0.5, 0.2, 0.1), List.of("3", "50", "2000"), 0.2);

    @Test
    void counts_common_values_and_the_histogram_together() {
        assertThat(middle(replies.at(0.1))).isEqualTo("0 0");
        assertThat(middle(replies.at(0.45))).isEqualTo("4 4");
        assertThat(middle(replies.at(0.75))).isEqualTo("10 10");
        assertThat(middle(replies.at(0.85))).isEqualTo("3 50");
        assertThat(middle(replies.at(0.95))).isEqualTo("50 2000");
    }

    @Test
    void begins_at_the_least_and_ends_at_the_greatest() {
        var values = new Quantiles(List.of(), List.of(), List.of("9", "10", "200"), 1);

        assertThat(values.at(0)).isEqualTo(new Between("9", "10", 0));
        assertThat(values.at(1)).isEqualTo(new Between("10", "200", 1));
        assertThat(values.at(7)).isEqualTo(values.at(1));
    }

    @Test
    void orders_days_by_their_text() {
        var days = new Quantiles(
                List.of("2026-02-01", "2025-11-30"), List.of(0.4, 0.4), List.of("2025-12-24", "2026-01-06"), 0.2);

        assertThat(middle(days.at(0.2))).isEqualTo("2025-11-30 2025-11-30");
        assertThat(middle(days.at(0.5))).isEqualTo("2025-12-24 2026-01-06");
    }

    @Test
    void knows_nothing_without_statistics() {
        assertThat(new Quantiles(List.of(), List.of(), List.of(), 0).at(0.5)).isNull();
        assertThat(new Quantiles(List.of(), List.of(), List.of("1"), 1).at(0.5)).isNull();
    }

    private static String middle(@Nullable Between found) {
        var between = Objects.requireNonNull(found);
        assertThat(between.fraction()).isBetween(0.4, 0.6);
        return between.low() + " " + between.high();
    }
}
