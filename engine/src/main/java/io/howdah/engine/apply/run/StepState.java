package io.howdah.engine.apply.run;

import java.util.Locale;

/** Where a step stands. */
public enum StepState {
    /** Not begun. */
    PLANNED,
    /** Begun; if no runner is at work, its runner was killed. */
    RUNNING,
    /** Carried out. */
    DONE,
    /** Nothing had to be done: it was so before. Undo leaves it alone. */
    ALREADY,
    /** It failed or was stopped, and what it left could not be removed yet. */
    FAILED,
    /** It failed or was stopped, and nothing of it is left. */
    CLEANED,
    /** Being taken back; if no runner is at work, that was stopped and could not be brought to an end yet. */
    UNDOING,
    /** Taken back. */
    UNDONE;

    public String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static StepState of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
