package io.howdah.app.cli;

import io.howdah.app.text.Page;
import io.howdah.app.text.Style;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
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
                    case STOPPED -> "stopped in the middle; howdah resume goes on from there";
                    case UNDOING -> "being taken back";
                    case UNDONE -> "taken back";
                    case FINISHING -> "being finished: what undo needs is removed";
                    case FINISHED -> "applied and finished";
                }
                + (application.paused() ? ", paused" : ""));
        for (var step : application.steps()) {
            page.hanging("  " + state(step, page.style()) + " ", step.summary() + locked(step));
            var error = step.error();
            if (error != null) {
                page.paragraph(13, error);
            }
        }
    }

    /** What can be done about it afterwards. */
    static void next(Application application, Page page) {
        page.heading("Next");
        page.hanging("  undo     ", "howdah undo … " + application.id() + " takes this back");
        if (application.finishable()) {
            var until = application.undoUntil();
            page.hanging(
                    "  finish   ",
                    "howdah finish … " + application.id() + " removes what is kept for undo only"
                            + (until == null ? "" : "; howdah finish without a number does from " + until + " on"));
        }
    }

    private static String locked(AppliedStep step) {
        var millis = step.lockedMillis();
        return millis == null ? "" : " (%.0f ms under strong locks)".formatted(millis);
    }

    private static String state(AppliedStep step, Style style) {
        return step.atFinish() && step.state() == StepState.PLANNED
                ? style.dim("at finish ")
                : state(step.state(), style);
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
