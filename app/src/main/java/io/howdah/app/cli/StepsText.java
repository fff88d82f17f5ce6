package io.howdah.app.cli;

import io.howdah.app.text.Page;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.StepState;
import java.util.List;

/** The steps of a change that is to be made, with their SQL. */
final class StepsText {

    private StepsText() {}

    static void write(List<PlannedStep> steps, Page page) {
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            page.blank();
            page.hanging("  %2d  ".formatted(i + 1), step.summary() + remark(step));
            var note = step.note();
            if (note != null) {
                page.hanging("      ", note);
            }
            if (step.state() != StepState.ALREADY) {
                step.sql().forEach(sql -> page.sql(6, "", sql));
            }
        }
    }

    private static String remark(PlannedStep step) {
        return (step.state() == StepState.ALREADY ? " (so already)" : "")
                + (step.atFinish() ? " (when it is finished)" : "");
    }
}
