package io.howdah.app.cli;

import io.howdah.app.json.ApplicationsDocument;
import io.howdah.app.json.Json;
import io.howdah.app.json.PlanDocument;
import io.howdah.app.stage.ApplyStage;
import io.howdah.app.text.Page;
import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.apply.run.LockBudget;
import io.howdah.engine.apply.run.Pace;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.change.Change;
import io.howdah.engine.postgres.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** A command that shows what it is going to change, asks, and changes it online. */
abstract class OnlineCommand extends Command {

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(10);

    @Option(
            names = {"--print-plan", "--script"},
            description = "Print the steps with their SQL and change nothing.")
    private boolean printPlan;

    @Option(
            names = "--undo-window",
            paramLabel = "TIME",
            converter = Span.Converter.class,
            description =
                    "Keep what undo needs for so long, such as 3d; 0 for not at all. Until howdah finish unless given.")
    private @Nullable Span undoWindow;

    @Option(
            names = "--max-writer-wait",
            paramLabel = "TIME",
            converter = Span.Converter.class,
            description = "Make no writer wait longer than so; 100ms unless given.")
    private @Nullable Span writerWait;

    @Option(
            names = "--pace",
            paramLabel = "gentle|full",
            defaultValue = "gentle",
            converter = PaceConverter.class,
            description = "How hard to work where rows are written; gentle unless given.")
    private Pace pace = Pace.GENTLE;

    @Option(names = "--ignore-disk", description = "Begin though there seems to be too little room on the disk.")
    private boolean ignoreDisk;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    OnlineCommand(Console console) {
        super(console);
    }

    /** Reads the pace as the user writes it. */
    private static final class PaceConverter implements ITypeConverter<Pace> {

        @Override
        public Pace convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "gentle" -> Pace.GENTLE;
                case "full" -> Pace.FULL;
                default -> throw new TypeConversionException("'" + value + "' is neither gentle nor full");
            };
        }
    }

    /** Finds out what is to be done; asked only after it is known that the server can be changed. */
    interface Wanted {

        List<Change> changes();
    }

    /**
     * Plans what is wanted; shows it, or asks and does it.
     *
     * @return the exit code
     */
    final int carryOut(Sessions sessions, Wanted wanted) {
        var stage = new ApplyStage(sessions, options(), progress());
        stage.mustBeChangeable();
        var changes = wanted.changes();
        if (printPlan) {
            show(stage.plan(changes));
            return 0;
        }
        if (yes || new Question(console).confirm(question(sessions, stage.plan(changes)))) {
            show(stage.apply(changes));
        }
        return 0;
    }

    /** For how long what undo needs is kept; null until howdah finish. */
    final @Nullable Span undoWindow() {
        return undoWindow;
    }

    /** What is said before it is asked whether to do it, in a sentence. */
    String promise() {
        return "Nobody is locked out, and howdah undo takes it back.";
    }

    /** What is to be minded, said before it is done and afterwards. */
    void remark(Page page) {}

    /** What can be done next, beyond undo and finish. */
    void next(Page page) {}

    private ApplyOptions options() {
        var options = ApplyOptions.of(Version.tool())
                .pace(pace)
                .ignoreDisk(ignoreDisk)
                .undoWindow(undoWindow == null ? null : undoWindow.duration());
        if (writerWait == null) {
            return options;
        }
        if (writerWait.duration().compareTo(SHORTEST_WAIT) < 0) {
            throw Problem.input("--max-writer-wait is 10ms at least");
        }
        return options.lockBudget(LockBudget.DEFAULT.writer(writerWait.duration()));
    }

    private String question(Sessions sessions, List<PlannedStep> steps) {
        var page = new Page(errorStyle(), console.width());
        page.line("On " + sessions.settings() + ":");
        StepsText.write(steps, page);
        remark(page);
        page.blank();
        return page + promise() + " Carry it out?";
    }

    private void show(List<PlannedStep> steps) {
        if (json()) {
            answer(Json.write(PlanDocument.of(steps)));
            return;
        }
        var page = page();
        StepsText.write(steps, page);
        remark(page);
        answer(page.toString());
    }

    private void show(Application application) {
        if (json()) {
            answer(Json.write(ApplicationsDocument.of(List.of(application))));
            return;
        }
        var page = page();
        ApplicationText.write(application, page);
        remark(page);
        ApplicationText.next(application, page);
        next(page);
        answer(page.toString());
    }
}
