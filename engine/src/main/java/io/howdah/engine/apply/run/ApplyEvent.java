package io.howdah.engine.apply.run;

import java.time.Duration;
import java.util.List;

/** Something that whoever applies or undoes may want to see. */
public sealed interface ApplyEvent {

    /** A step begins, or begins to be taken back. */
    record Started(AppliedStep step, int of) implements ApplyEvent {}

    /** A step's statement is running. */
    record Running(AppliedStep step, BuildProgress progress) implements ApplyEvent {}

    /** A step that works in batches has done another. */
    record Advanced(AppliedStep step, BatchProgress progress) implements ApplyEvent {}

    /** A short statement did not get its lock in time, stepped out of the queue and will try again. */
    record Retrying(String sql, int attempt, Duration pause, List<Blocker> blockers) implements ApplyEvent {}

    /** A step has come to the state that it now has. */
    record Ended(AppliedStep step) implements ApplyEvent {}

    /** Something was put in order that an earlier run left, or something could not be looked at. */
    record Told(String text) implements ApplyEvent {}
}
