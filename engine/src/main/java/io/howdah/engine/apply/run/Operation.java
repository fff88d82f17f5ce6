package io.howdah.engine.apply.run;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How steps of one kind are carried out, taken back, and put in order after a stop at any point.
 *
 * <p>Carrying out and taking back can be asked for again after a stop: what is done already is not done twice.
 */
public interface Operation {

    /** Carries the step out; returns for whom it waited, if it did. */
    @Nullable
    String apply(AppliedStep step) throws SQLException, InterruptedException;

    /** Takes the step back; returns for whom it waited, if it did. */
    @Nullable
    String undo(AppliedStep step) throws SQLException, InterruptedException;

    /** Brings a step that was begun, by this runner or one that is gone, into a state that holds. */
    AppliedStep settle(AppliedStep step, String reason) throws SQLException;

    /** How a step is settled that either happened whole, and is in the journal as ended, or left nothing. */
    static AppliedStep asBefore(Runner runner, AppliedStep step, String reason) throws SQLException {
        return switch (step.state()) {
            case UNDOING -> runner.journal().ends(step, StepState.DONE, reason, null);
            case RUNNING, FAILED -> runner.journal().ends(step, StepState.CLEANED, reason, null);
            case PLANNED, DONE, ALREADY, CLEANED, UNDONE -> step;
        };
    }
}
