package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OidRangeTest {

    @Test
    void divides_oids_into_ranges_of_so_many() {
        assertThat(OidRange.of(List.of(50L, 10L, 40L, 20L, 30L), 2))
                .containsExactly(new OidRange(10, 10), new OidRange(20, 30), new OidRange(40, 50));
        assertThat(OidRange.of(List.of(1L, 2L, 3L, 4L, 5L, 6L), 5))
                .containsExactly(new OidRange(1, 3), new OidRange(4, 6));
        assertThat(OidRange.of(List.of(1L, 2L), 2)).containsExactly(new OidRange(1, 2));
        assertThat(OidRange.of(List.of(4_294_967_295L, 7L), 2)).containsExactly(new OidRange(7, 4_294_967_295L));
        assertThat(OidRange.of(Set.of(), 2)).isEmpty();
    }

    @Test
    void is_a_condition() {
        assertThat(new OidRange(10, 20).holds("i.indrelid")).isEqualTo("i.indrelid BETWEEN 10 AND 20");
    }
}
