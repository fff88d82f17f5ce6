package io.howdah.engine.apply.fault;

import java.util.List;

/**
 * A moment in the life of a change at which something can go wrong: around one of its writes, or around one that comes first with its
 * step's first words.
 *
 * @param step from 1, in the order in which they begin; 0 before the first
 * @param write from 0, within the step; those are counted that are committed, alone or as a transaction
 */
record Point(Phase phase, int step, int write) {

    /** What is asked of the tool. */
    enum Phase {
        APPLY,
        UNDO,
        FINISH
    }

    /** What was seen in a rehearsal: a point with its step's kind and the beginning of the write. */
    record Seen(Point point, String kind, String sql) {

        @Override
        public String toString() {
            return (point.step() == 0 ? "before the steps" : "step " + point.step() + " " + kind) + ", write "
                    + (point.write() + 1) + " (" + sql + ")";
        }
    }

    /** Of a step of many alike writes only the first, the second, the middle and the last two are worth a test. */
    static List<Seen> telling(List<Seen> step) {
        int n = step.size();
        if (n <= 8) {
            return step;
        }
        return List.of(
                step.get(0),
                step.get(1),
                step.get(2),
                step.get(n / 2),
                step.get(n - 3),
                step.get(n - 2),
                step.get(n - 1));
    }
}
