package io.howdah.samples.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BadIndexTest {

    private static final BadIndex TWINS = new BadIndex("K-0", "t", List.of("a", "b"), BadIndex.Kind.DUPLICATE);

    @Test
    void is_mended_by_dropping_either_of_two() {
        assertThat(TWINS.satisfiedBy(Set.of("a", "other"))).isTrue();
        assertThat(TWINS.satisfiedBy(Set.of("b"))).isTrue();
    }

    @Test
    void is_not_mended_by_dropping_both_or_none() {
        assertThat(TWINS.satisfiedBy(Set.of("a", "b"))).isFalse();
        assertThat(TWINS.satisfiedBy(Set.of("other"))).isFalse();
    }
}
