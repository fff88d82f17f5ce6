package io.howdah.engine.apply;

import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.StepState;
import java.sql.SQLException;
import java.util.List;

/** What the other steps of the same application did. */
final class Siblings {

    private Siblings() {}

    /** Whether an index is attached to one that this application made, with which alone it can be dropped. */
    static boolean goesWithParent(Runner runner, AppliedStep step, LiveIndex index) throws SQLException {
        var parent = index.partOf();
        return parent != null
                && of(runner, step).stream()
                        .anyMatch(other -> other.kind() == AppliedStep.Kind.CREATE_PARENT_INDEX
                                && other.object().equals(parent));
    }

    /** Whether the index that a step attaches was there before this application. */
    static boolean wasThere(Runner runner, AppliedStep attachment) throws SQLException {
        return of(runner, attachment).stream()
                .filter(other -> other.kind() != AppliedStep.Kind.ATTACH_INDEX)
                .noneMatch(other -> other.object().equals(attachment.object()) && other.state() != StepState.ALREADY);
    }

    /** Attached indexes that were there before and of which a spare was built. */
    static List<AppliedStep> withSpare(Runner runner, AppliedStep step) throws SQLException {
        return of(runner, step).stream()
                .filter(other -> other.kind() == AppliedStep.Kind.ATTACH_INDEX
                        && !other.undo().isEmpty())
                .toList();
    }

    private static List<AppliedStep> of(Runner runner, AppliedStep step) throws SQLException {
        return runner.journal().application(step.application()).steps();
    }
}
