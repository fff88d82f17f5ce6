package io.howdah.app.cli;

import io.howdah.app.ddl.Ddl;
import io.howdah.app.json.ApplicationsDocument;
import io.howdah.app.json.Json;
import io.howdah.app.json.PlanDocument;
import io.howdah.app.stage.ApplyStage;
import io.howdah.app.stage.LiveNames;
import io.howdah.app.text.Page;
import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.apply.run.LockBudget;
import io.howdah.engine.apply.run.Pace;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.postgres.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code howdah change}. */
@CommandLine.Command(
        name = "change",
        description = {
            "Carries out the DDL that you write, online: in steps that lock nobody out, and that can be taken back.",
            "A journal in the schema howdah of the database says what was done; resume goes on after a stop."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah change -d shop 'ALTER TABLE orders ALTER COLUMN note SET NOT NULL'",
            "  howdah change -d shop --print-plan 'ALTER TABLE orders ALTER COLUMN id TYPE bigint'",
            "  howdah change -d shop --undo-window 3d 'ALTER TABLE orders DROP COLUMN old_note'"
        })
final class ChangeCommand extends Command {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Parameters(
            arity = "1..*",
            paramLabel = "[DATABASE] STATEMENT",
            description = "URI, key=value string or name of the database; what is to be done, as SQL.")
    private List<String> words = List.of();

    @Option(names = "--print-plan", description = "Print the steps with their SQL and change nothing.")
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

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    ChangeCommand(Console console) {
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

    @Override
    public Integer call() {
        var sessions = new ServerSessions(connection.settings(target(), console.variables()));
        var stage = new ApplyStage(sessions, options(), progress());
        stage.mustBeChangeable();
        var changes = Ddl.read(words.getLast(), new LiveNames(sessions, progress()));
        if (printPlan) {
            show(stage.plan(changes));
            return 0;
        }
        if (!yes && !new Question(console).confirm(question(sessions, stage.plan(changes)))) {
            return 0;
        }
        show(stage.apply(changes));
        return 0;
    }

    private @Nullable String target() {
        if (words.size() > 2) {
            throw Problem.input(
                    "give the statement as one argument, in quotes; '" + words.get(2) + "' is one too many");
        }
        return words.size() == 2 ? words.getFirst() : null;
    }

    private ApplyOptions options() {
        var options = ApplyOptions.of(Version.tool())
                .pace(pace)
                .undoWindow(undoWindow == null ? null : undoWindow.duration());
        if (writerWait == null) {
            return options;
        }
        if (writerWait.duration().compareTo(Duration.ofMillis(10)) < 0) {
            throw Problem.input("--max-writer-wait is 10ms at least");
        }
        return options.lockBudget(LockBudget.DEFAULT.writer(writerWait.duration()));
    }

    private String question(Sessions sessions, List<PlannedStep> steps) {
        var page = new Page(errorStyle(), console.width());
        page.line("On " + sessions.settings() + ":");
        write(steps, page);
        page.blank();
        return page + "Nobody is locked out, and howdah undo takes it back. Carry it out?";
    }

    private static void write(List<PlannedStep> steps, Page page) {
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            page.blank();
            page.hanging(
                    "  %2d  ".formatted(i + 1),
                    (step.summary() == null
                                    ? step.kind()
                                                    .name()
                                                    .toLowerCase(Locale.ROOT)
                                                    .replace('_', ' ') + " " + step.object()
                                    : step.summary())
                            + (step.state() == StepState.ALREADY ? " (so already)" : "")
                            + (step.atFinish() ? " (when it is finished)" : ""));
            if (step.state() != StepState.ALREADY) {
                step.sql().forEach(sql -> page.sql(6, "", sql));
            }
        }
    }

    private void show(List<PlannedStep> steps) {
        if (json()) {
            answer(Json.write(PlanDocument.of(steps)));
            return;
        }
        var page = page();
        write(steps, page);
        answer(page.toString());
    }

    private void show(Application application) {
        if (json()) {
            answer(Json.write(ApplicationsDocument.of(List.of(application))));
            return;
        }
        var page = page();
        ApplicationText.write(application, page);
        ApplicationText.next(application, page);
        answer(page.toString());
    }
}
