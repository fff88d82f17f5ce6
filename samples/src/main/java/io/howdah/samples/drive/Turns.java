package io.howdah.samples.drive;

import io.howdah.samples.data.Chance;
import io.howdah.samples.workload.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which action comes when: shuffled by the seed, in proportion to the weights, and the same for each run with the same seed,
 * number of clients and length.
 */
final class Turns {

    /** One action to do. Its position tells it from all others of the run. */
    record Turn(Action action, long position) {}

    private static final int SHUFFLE = 31;
    /** Actions that an endless run deals at once; in proportion to the weights each time, and each at least once. */
    private static final int HAND = 1_000;

    private Turns() {}

    /** The turns of one client of a run by calls. */
    static Stream<Turn> counted(List<Action> actions, int calls, long seed, int client, int clients) {
        var dealt = shuffled(actions, counts(actions, total(actions, calls), RunLength.LEAST_CALLS), seed, 0);
        return IntStream.iterate(client, at -> at < dealt.size(), at -> at + clients)
                .mapToObj(at -> new Turn(dealt.get(at), at));
    }

    /** The turns of one client of a run by time, without end. */
    static Stream<Turn> endless(List<Action> actions, long seed, int client, int clients) {
        return Stream.iterate(0L, hand -> hand + 1).flatMap(hand -> {
            var dealt = shuffled(actions, counts(actions, HAND, 1), seed, hand * clients + client + 1);
            var first = (hand * clients + client) * HAND;
            return IntStream.range(0, dealt.size()).mapToObj(at -> new Turn(dealt.get(at), first + at));
        });
    }

    /** How many actions a run by calls has. */
    static int total(List<Action> actions, int calls) {
        return Math.max(calls, actions.size() * RunLength.LEAST_CALLS);
    }

    private static List<Action> shuffled(List<Action> actions, int[] counts, long seed, long hand) {
        var cards = new ArrayList<Action>();
        for (int action = 0; action < counts.length; action++) {
            for (int i = 0; i < counts[action]; i++) {
                cards.add(actions.get(action));
            }
        }
        var chance = new Chance(seed, SHUFFLE, hand);
        for (int last = cards.size() - 1; last > 0; last--) {
            var other = chance.below(last + 1);
            var card = cards.set(last, cards.get(other));
            cards.set(other, card);
        }
        return cards;
    }

    /** The least for each action, the rest by weight (largest remainders). */
    private static int[] counts(List<Action> actions, int total, int least) {
        var weights = actions.stream().mapToInt(Action::weight).sum();
        var toShare = total - actions.size() * least;
        var shares = actions.stream()
                .mapToDouble(action -> (double) toShare * action.weight() / weights)
                .toArray();
        var counts = IntStream.range(0, shares.length)
                .map(action -> least + (int) shares[action])
                .toArray();
        var left = total - IntStream.of(counts).sum();
        IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.comparingDouble(action -> Math.floor(shares[action]) - shares[action]))
                .limit(left)
                .forEach(action -> counts[action]++);
        return counts;
    }
}
