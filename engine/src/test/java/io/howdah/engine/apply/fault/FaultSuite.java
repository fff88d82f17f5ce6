package io.howdah.engine.apply.fault;

import io.howdah.engine.apply.fault.FaultCase.Then;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that is tried: every kind of change, at every point of its life, spoilt in every way that tells something there, and then
 * brought to its end or taken back.
 */
final class FaultSuite {

    private final List<FaultCase> cases = new ArrayList<>();
    private final long seed;
    private int turn;

    private FaultSuite(long seed) {
        this.seed = seed;
    }

    static List<FaultCase> of(Stage stage, long seed) throws SQLException {
        var suite = new FaultSuite(seed);
        for (KindOfChange kind : Kinds.all()) {
            suite.add(Rehearsal.of(stage, kind));
        }
        return List.copyOf(suite.cases);
    }

    private void add(Rehearsal rehearsal) {
        for (Point.Phase phase : Point.Phase.values()) {
            rehearsal.telling(phase).forEach(seen -> add(rehearsal, seen, Faults.KILLED));
            rehearsal.telling(phase).forEach(seen -> add(rehearsal, seen, Faults.ANSWER_LOST));
            var steps = rehearsal.steps(phase).stream().flatMap(FaultSuite::corners);
            steps.forEach(seen -> others().forEach(fault -> add(rehearsal, seen, fault)));
        }
        disturb(rehearsal);
    }

    private static Stream<Faults> others() {
        return Arrays.stream(Faults.values()).filter(f -> f != Faults.KILLED && f != Faults.ANSWER_LOST);
    }

    /** The first write of a step, which says that it begins, is like the last of the one before; the second is its own. */
    private static Stream<Point.Seen> corners(List<Point.Seen> step) {
        return step.size() < 2 ? step.stream() : Stream.of(step.get(1));
    }

    /** Killed, it is both brought to its end and taken back; spoilt otherwise, the one or the other. */
    private void add(Rehearsal rehearsal, Point.Seen seen, Faults fault) {
        boolean finish = seen.point().phase() == Point.Phase.FINISH;
        if (fault == Faults.KILLED && !finish) {
            add(rehearsal, seen, fault.title(), fault::in, Then.UNDO);
            add(rehearsal, seen, fault.title(), fault::in, Then.RESUME);
        } else {
            add(rehearsal, seen, fault.title(), fault::in, finish ? Then.RESUME : byTurns());
        }
    }

    private void add(Rehearsal rehearsal, Point.Seen seen, String what, FaultCase.Spoiler spoiler, Then then) {
        cases.add(new FaultCase(rehearsal, seen, what, spoiler, then, seed + cases.size()));
    }

    private Then byTurns() {
        turn++;
        return turn % 2 == 0 ? Then.RESUME : Then.UNDO;
    }

    private void disturb(Rehearsal rehearsal) {
        for (Point.Phase phase : List.of(Point.Phase.APPLY, Point.Phase.UNDO)) {
            for (List<Point.Seen> step : rehearsal.steps(phase)) {
                if (step.getFirst().point().step() > 0) {
                    for (Disturbance one : Disturbance.values()) {
                        add(rehearsal, step.getFirst(), one.title(), one::in, byTurns());
                    }
                }
            }
        }
        for (Circumstance one : Circumstance.values()) {
            for (Then then : Then.values()) {
                add(rehearsal, rehearsal.points().getFirst(), one.title(), one::in, then);
            }
        }
    }
}
