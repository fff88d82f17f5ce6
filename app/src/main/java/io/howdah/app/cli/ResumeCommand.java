package io.howdah.app.cli;

import io.howdah.app.stage.ApplyStage;
import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Application;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code howdah resume}. */
@CommandLine.Command(
        name = "resume",
        description = {
            "Goes on with a change that was stopped in the middle, killed or paused, from where it was.",
            "Without a number with the newest such."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah resume -d shop             the newest that is not done",
            "  howdah resume -d shop 3           number 3"
        })
final class ResumeCommand extends JournalCommand {

    ResumeCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var stage = stage();
        var number = number();
        var paused = paused(stage, number);
        if (paused.isPresent()) {
            stage.pause(paused.get().id(), false);
            if (paused.get().state() == Application.State.RUNNING
                    && paused.get().finished() == null) {
                progress().note("number " + paused.get().id() + " is no longer paused; whoever works on it goes on");
            }
        }
        show(resumed(stage, number, paused.isPresent()), "There is nothing that was stopped in the middle.");
        return 0;
    }

    private static Optional<Application> paused(ApplyStage stage, @Nullable Long number) {
        return number == null
                ? stage.journal().stream().filter(Application::paused).findFirst()
                : Optional.of(known(stage, number)).filter(Application::paused);
    }

    /** Another may be at work on what was only paused; then that one goes on. */
    private static List<Application> resumed(ApplyStage stage, @Nullable Long number, boolean paused) {
        try {
            return stage.resume(number);
        } catch (Problem e) {
            if (!paused || !e.text().contains("Another Howdah")) {
                throw e;
            }
            return stage.journal().stream()
                    .filter(a -> a.state() == Application.State.RUNNING)
                    .toList();
        }
    }
}
