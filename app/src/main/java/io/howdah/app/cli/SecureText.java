package io.howdah.app.cli;

import io.howdah.app.text.Page;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.StepState;
import java.util.List;

/** What is going to be done to keep tenants apart, or to record changes, and what remains in the way. */
final class SecureText {

    private SecureText() {}

    static void steps(List<PlannedStep> steps, boolean withSql, Page page) {
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            var summary = step.summary();
            page.hanging(
                    "  %2d  ".formatted(i + 1),
                    (summary == null ? "create index " + step.object().name() + " on " + step.table() : summary)
                            + (step.state() == StepState.ALREADY ? " (so already)" : ""));
            if (withSql && step.state() != StepState.ALREADY) {
                step.sql().forEach(sql -> page.sql(6, "", sql));
            }
        }
    }

    static void warnings(List<String> warnings, Page page) {
        if (!warnings.isEmpty()) {
            page.heading("Mind");
            warnings.forEach(warning -> page.hanging("  - ", warning));
        }
    }
}
