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
 * @param finished when the last runner was done with it; null while it runs, or if its runner was killed
 */
public record Application(
        long id,
        Instant started,
        @Nullable Instant finished,
        String role,
        String tool,
        State state,
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
        UNDONE;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String stored) {
            return valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether something of it is in the database that undo would take back. */
    public boolean undoable() {
        return steps.stream().filter(step -> step.kind().leavesSomething()).anyMatch(step -> switch (step.state()) {
            case DONE, RUNNING, UNDOING, FAILED -> true;
            case PLANNED, ALREADY, CLEANED, UNDONE -> false;
        });
    }
}
