package io.howdah.engine.apply.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {

    private final BatchSize size = new BatchSize(Duration.ofMillis(25));

    @Test
    void grows_to_the_double_at_most() {
        size.took(Duration.ofMillis(1), 500);

        assertThat(size.rows()).isEqualTo(1000);
    }

    @Test
    void shrinks_at_once() {
        size.took(Duration.ofMillis(100), 500);

        assertThat(size.rows()).isEqualTo(125);
    }

    @Test
    void does_not_come_to_single_rows_where_any_batch_takes_long() {
        for (int i = 0; i < 50; i++) {
            size.took(Duration.ofMillis(60), size.rows());
        }

        assertThat(size.rows()).isEqualTo(50);
    }

    @Test
    void comes_to_single_rows_where_they_are_that_large() {
        for (int i = 0; i < 50; i++) {
            size.took(Duration.ofMillis(200 * size.rows()), size.rows());
        }

        assertThat(size.rows()).isEqualTo(1);
    }
}
