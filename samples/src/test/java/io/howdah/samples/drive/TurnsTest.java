package io.howdah.samples.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.samples.workload.Action;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Action OFTEN = action("often", 9);
    private static final Action SELDOM = action("seldom", 1);
    private static final Action RARELY = action("rarely", 0);
    private static final List<Action> ACTIONS = List.of(OFTEN, SELDOM, RARELY);

    @Test
    void all_clients_together_have_as_many_turns_as_asked_for() {
        assertThat(dealt(130, 1)).hasSize(130);
    }

    @Test
    void the_least_comes_first_and_the_rest_by_weight() {
        assertThat(count(130, OFTEN)).isEqualTo(10 + 90);
        assertThat(count(130, SELDOM)).isEqualTo(10 + 10);
        assertThat(count(130, RARELY)).isEqualTo(10);
    }

    @Test
    void a_number_too_small_for_the_least_is_raised() {
        assertThat(dealt(3, 1)).hasSize(30);
    }

    @Test
    void the_same_seed_deals_the_same_turns() {
        assertThat(dealt(130, 5)).isEqualTo(dealt(130, 5)).isNotEqualTo(dealt(130, 6));
    }

    @Test
    void the_turns_are_shuffled() {
        assertThat(dealt(130, 5).subList(0, 30)).contains("often", "seldom").isNotEqualTo(sorted());
    }

    @Test
    void an_endless_run_follows_the_weights() {
        var share = Turns.endless(ACTIONS, 1, 0, 2)
                        .limit(3_000)
                        .filter(turn -> turn.action().equals(OFTEN))
                        .count()
                / 3_000.0;

        assertThat(share).isCloseTo(0.9, within(0.02));
    }

    @Test
    void no_two_turns_have_the_same_position() {
        var positions = Stream.of(0, 1)
                .flatMap(client -> Turns.endless(ACTIONS, 1, client, 2).limit(2_500))
                .map(Turns.Turn::position)
                .toList();

        assertThat(positions).doesNotHaveDuplicates();
    }

    private static List<String> sorted() {
        return Collections.nCopies(30, "often");
    }

    private static long count(int calls, Action action) {
        return dealt(calls, 1).stream().filter(action.name()::equals).count();
    }

    private static List<String> dealt(int calls, long seed) {
        return Stream.of(0, 1, 2)
                .flatMap(client -> Turns.counted(ACTIONS, calls, seed, client, 3))
                .map(turn -> turn.action().name())
                .toList();
    }

    private static Action action(String name, int weight) {
        return new Action(name, weight, List.of(), client -> {});
    }
}
