package io.howdah.engine.apply.run;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A set of changes that was applied together, as the journal knows it.
 *
 * @param role who applied it
 * @param tool the version that did
 * @param undoUntil until when what undo needs is kept; null where nobody has said, so until it is finished
 * @param paused whether its runner is to rest between two batches
 * @param finished when the last runner was done with it; null while it runs, or if its runner was killed
 */
public record Application(
        long id,
        Instant started,
        @Nullable Instant finished,
        String role,
        String tool,
        State state,
        @Nullable Instant undoUntil,
        boolean paused,
        List<AppliedStep> steps) {

    /** Where a set of changes stands. */
    public enum State {
        /** Being carried out; if no runner is at work, its runner was killed. */
        RUNNING,
        /** Carried out. */
        DONE,
        /** Carried out or taken back in part; applying or undoing goes on from there. */
        STOPPED,
        /** Being taken back; if no runner is at work, its runner was killed. */
        UNDOING,
        /** Taken back. */
        UNDONE,
        /** What undo needs is being removed; if no runner is at work, its runner was killed. */
        FINISHING,
        /** Carried out, and what undo needed is gone. */
        FINISHED;

        /** Whether a runner is at work, or was killed. */
        boolean atWork() {
            return this == RUNNING || this == UNDOING || this == FINISHING;
        }

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String stored) {
            return valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether something of it is in the database that undo would take back, or it is not written down yet that nothing is. */
    public boolean undoable() {
        return !finishes() && (state == State.UNDOING || leavesSomething());
    }

    /** Whether something of it is in the database that undo would take back. */
    public boolean leavesSomething() {
        return steps.stream().filter(AppliedStep::leavesSomething).anyMatch(Application::begun);
    }

    /** Whether the removal of what undo needs was begun. */
    public boolean finishes() {
        return steps.stream().filter(AppliedStep::atFinish).anyMatch(Application::begun);
    }

    /** Whether it is carried out, and something is kept only for undo, or was when the removal was stopped. */
    public boolean finishable() {
        return finishes()
                ? state != State.FINISHED
                : (state == State.DONE || state == State.FINISHING)
                        && steps.stream().anyMatch(s -> s.atFinish() && !over(s.state()));
    }

    private static boolean over(StepState state) {
        return state == StepState.DONE || state == StepState.ALREADY;
    }

    private static boolean begun(AppliedStep step) {
        return switch (step.state()) {
            case DONE, RUNNING, UNDOING, FAILED -> true;
            case PLANNED, ALREADY, CLEANED, UNDONE -> false;
        };
    }
}
