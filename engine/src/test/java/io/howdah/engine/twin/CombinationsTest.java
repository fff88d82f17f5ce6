package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CombinationsTest {

    private static final int MOST = 16;
    private static final List<Double> FLAG = List.of(0.9, 0.1);
    private static final List<Double> STATE = List.of(0.6, 0.3, 0.1);
    private static final List<Double> USER = List.of(0.1, 0.2, 0.15, 0.05, 0.5);

    @Test
    void asks_two_flags_in_all_four_ways() {
        assertThat(levels(Combinations.of(List.of(FLAG, FLAG), MOST)))
                .containsExactlyInAnyOrder(List.of(0, 0), List.of(0, 1), List.of(1, 0), List.of(1, 1));
    }

    @Test
    void gives_all_combinations_the_product_of_their_weights() {
        var combinations = Combinations.of(List.of(FLAG, STATE), MOST);

        assertThat(combinations)
                .hasSize(6)
                .allSatisfy(c -> assertThat(c.weight())
                        .isCloseTo(
                                FLAG.get(c.levels().get(0))
                                        * STATE.get(c.levels().get(1)),
                                within(1e-9)));
    }

    @Test
    void asks_once_where_there_is_nothing_to_choose() {
        assertThat(Combinations.of(List.of(), MOST)).containsExactly(new Combination(List.of(), 1));
    }

    @Test
    void meets_every_pair_of_levels_of_many_flags() {
        var combinations = Combinations.of(Collections.nCopies(8, FLAG), MOST);

        assertThat(combinations).hasSizeLessThanOrEqualTo(MOST);
        for (int one = 0; one < 8; one++) {
            for (int other = one + 1; other < 8; other++) {
                assertThat(pairs(combinations, one, other))
                        .containsExactlyInAnyOrder(List.of(0, 0), List.of(0, 1), List.of(1, 0), List.of(1, 1));
            }
        }
    }

    @Test
    void begins_with_all_common_and_all_rare() {
        assertThat(levels(Combinations.of(List.of(USER, STATE, FLAG, STATE), MOST)))
                .startsWith(List.of(4, 0, 0, 0), List.of(3, 2, 1, 2));
    }

    @Test
    void meets_the_likeliest_pairs_where_not_all_fit_in() {
        var combinations = Combinations.of(List.of(USER, USER, USER), MOST);

        assertThat(combinations).hasSize(MOST);
        for (var places : List.of(List.of(0, 1), List.of(0, 2), List.of(1, 2))) {
            assertThat(pairs(combinations, places.get(0), places.get(1)))
                    .contains(List.of(4, 4), List.of(4, 1), List.of(1, 4), List.of(1, 1), List.of(4, 2), List.of(2, 4));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void weighs_each_level_about_as_much_as_it_does_by_itself(int choices) {
        var weights = IntStream.range(0, choices)
                .mapToObj(i -> List.of(FLAG, STATE, USER).get(i % 3))
                .toList();
        var combinations = Combinations.of(weights, 25);

        for (int choice = 0; choice < choices; choice++) {
            for (int level = 0; level < weights.get(choice).size(); level++) {
                assertThat(weight(combinations, choice, level))
                        .as("choice %d, level %d", choice, level)
                        .isCloseTo(weights.get(choice).get(level), within(0.07));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 30})
    void weighs_all_together_1_however_many_choices_there_are(int choices) {
        var combinations = Combinations.of(Collections.nCopies(choices, USER), MOST);

        assertThat(combinations.stream().mapToDouble(Combination::weight).sum()).isCloseTo(1, within(1e-9));
    }

    @Test
    void chooses_the_same_each_time() {
        var weights = List.of(USER, STATE, USER, FLAG);

        assertThat(Combinations.of(weights, MOST)).isEqualTo(Combinations.of(new ArrayList<>(weights), MOST));
    }

    @Test
    void asks_none_twice() {
        var levels = levels(Combinations.of(Collections.nCopies(12, USER), MOST));

        assertThat(new HashSet<>(levels)).hasSameSizeAs(levels);
    }

    private static List<List<Integer>> levels(List<Combination> combinations) {
        return combinations.stream().map(Combination::levels).toList();
    }

    private static Set<List<Integer>> pairs(List<Combination> combinations, int one, int other) {
        var pairs = new HashSet<List<Integer>>();
        levels(combinations).forEach(l -> pairs.add(List.of(l.get(one), l.get(other))));
        return pairs;
    }

    private static double weight(List<Combination> combinations, int choice, int level) {
        return combinations.stream()
                .filter(c -> c.levels().get(choice) == level)
                .mapToDouble(Combination::weight)
                .sum();
    }
}
