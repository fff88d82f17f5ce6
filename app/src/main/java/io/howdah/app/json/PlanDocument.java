package io.howdah.app.json;

import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.StepState;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code howdah change --print-plan} answers with {@code --format json}; docs/schemas/plan.json. */
public record PlanDocument(List<PlannedPart> steps) {

    /**
     * A step.
     *
     * @param table null where it is about no table
     * @param already whether nothing has to be done
     * @param atFinish whether it waits until the change is finished
     * @param note what there is to know before it is begun
     */
    public record PlannedPart(
            String kind,
            @Nullable String table,
            String object,
            String summary,
            List<String> sql,
            List<String> undo,
            boolean already,
            boolean atFinish,
            @Nullable String note) {}

    public static PlanDocument of(List<PlannedStep> steps) {
        return new PlanDocument(steps.stream().map(PlanDocument::part).toList());
    }

    private static PlannedPart part(PlannedStep step) {
        var table = step.table();
        return new PlannedPart(
                step.kind().name().toLowerCase(Locale.ROOT),
                table == null ? null : table.toString(),
                step.object().toString(),
                step.summary(),
                step.sql(),
                step.undo(),
                step.state() == StepState.ALREADY,
                step.atFinish(),
                step.note());
    }
}
