package io.howdah.app.cli;

import io.howdah.app.text.Page;
import io.howdah.app.text.Style;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.StepState;
import java.time.temporal.ChronoUnit;

/** A set of changes that was applied, step by step. */
final class ApplicationText {

    private ApplicationText() {}

    static void write(Application application, Page page) {
        page.line(page.style().bold("Number " + application.id()) + ", begun "
                + application.started().truncatedTo(ChronoUnit.SECONDS) + " by " + application.role() + ": "
                + switch (application.state()) {
                    case RUNNING -> "under way";
                    case DONE -> "applied";
                    case STOPPED -> "stopped in the middle; the same command goes on from there";
                    case UNDOING -> "being taken back";
                    case UNDONE -> "taken back";
                    case FINISHING -> "being finished: what undo needs is removed";
                    case FINISHED -> "applied and finished";
                });
        for (var step : application.steps()) {
            page.hanging("  " + state(step.state(), page.style()) + " ", step.summary());
            var error = step.error();
            if (error != null) {
                page.paragraph(13, error);
            }
        }
    }

    private static String state(StepState state, Style style) {
        return switch (state) {
            case DONE -> style.green("done      ");
            case ALREADY -> style.dim("as it was ");
            case UNDONE -> style.cyan("taken back");
            case PLANNED -> style.dim("not begun ");
            case RUNNING -> style.yellow("running   ");
            case UNDOING -> style.yellow("undoing   ");
            case CLEANED -> style.yellow("cleaned up");
            case FAILED -> style.boldRed("failed    ");
        };
    }
}
