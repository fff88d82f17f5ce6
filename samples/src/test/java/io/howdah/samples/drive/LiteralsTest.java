package io.howdah.samples.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class LiteralsTest {

    @Test
    void writes_each_parameter_in_its_place() {
        assertThat(Literals.in("select ? where a = ? and b > ?", 1.5, "it's", 7L))
                .isEqualTo("select 1.5 where a = 'it''s' and b > 7");
    }

    @Test
    void writes_times_with_their_zone() {
        assertThat(Literals.in("?", OffsetDateTime.parse("2026-03-01T12:00:00Z")))
                .isEqualTo("'2026-03-01T12:00Z'");
    }

    @Test
    void refuses_a_wrong_number_of_parameters() {
        assertThatThrownBy(() -> Literals.in("select ?", 1, 2)).hasMessageContaining("2 parameters");
    }
}
