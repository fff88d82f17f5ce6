package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Journal;
import io.howdah.engine.apply.run.JournalSchema;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.change.PartitionTable;
import io.howdah.engine.change.PartitionUpkeep;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/** The steps of a conversion or of upkeep that was stopped in the middle: the catalog is no longer what they were made of, so the journal tells. */
final class Unfinished {

    private Unfinished() {}

    /** None where the newest application is none of this change, or was not stopped. */
    static List<PlannedStep> steps(Session session, PartitionTable change) throws SQLException {
        return steps(session, step -> isOf(step, change));
    }

    /** The same of upkeep. */
    static List<PlannedStep> steps(Session session, PartitionUpkeep change) throws SQLException {
        return steps(session, step -> isOf(step, change));
    }

    private static List<PlannedStep> steps(Session session, Predicate<AppliedStep> wanted) throws SQLException {
        if (!JournalSchema.isJournal(session)) {
            return List.of();
        }
        return new Journal(session)
                .applications().stream()
                        .findFirst()
                        .filter(newest -> newest.state() == Application.State.STOPPED)
                        .stream()
                        .flatMap(newest -> newest.steps().stream())
                        .filter(step -> wanted.test(step) && goesForth(step))
                        .map(Unfinished::planned)
                        .toList();
    }

    private static boolean isOf(AppliedStep step, PartitionTable change) {
        var detail = step.detail();
        return detail != null
                && detail.contains("\"partitioning\"")
                && ConversionDetail.of(step).partitioning().equals(Conversion.key(change));
    }

    private static boolean isOf(AppliedStep step, PartitionUpkeep change) {
        var detail = step.detail();
        return detail != null
                && detail.contains("\"upkeep\"")
                && UpkeepDetail.of(step).upkeep().equals(change.summary());
    }

    private static boolean goesForth(AppliedStep step) {
        return step.state() != StepState.UNDONE && step.state() != StepState.UNDOING;
    }

    private static PlannedStep planned(AppliedStep step) {
        boolean done = step.state() == StepState.DONE || step.state() == StepState.ALREADY;
        return new PlannedStep(
                step.kind(),
                step.tableOid(),
                step.table(),
                step.object(),
                step.said(),
                step.sql(),
                step.undo(),
                step.detail(),
                step.atFinish(),
                done ? StepState.ALREADY : StepState.PLANNED);
    }
}
