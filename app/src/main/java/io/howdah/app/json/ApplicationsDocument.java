package io.howdah.app.json;

import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code howdah apply}, {@code change}, {@code undo}, {@code resume} and {@code finish} answer with {@code --format json}; docs/schemas/applications.json. */
public record ApplicationsDocument(List<ApplicationPart> applications) {

    /**
     * Changes that were applied together.
     *
     * @param undoUntil until when what undo needs is kept; null where nobody has said
     * @param paused whether its runner rests between two batches
     */
    public record ApplicationPart(
            long id,
            String started,
            @Nullable String finished,
            String role,
            String tool,
            String state,
            @Nullable String undoUntil,
            boolean paused,
            List<StepPart> steps) {}

    /**
     * One of them.
     *
     * @param table null where it is about no table
     * @param index the index, or the extension with the schema of its members
     * @param bytesBefore of an index that was rebuilt
     * @param summary in a few words
     * @param lockedMillis how long it held strong locks at most; null where it took none
     * @param atFinish whether it removes what undo needs, and so waits until the change is finished
     */
    public record StepPart(
            int position,
            String kind,
            @Nullable String table,
            String index,
            List<String> sql,
            List<String> undo,
            String state,
            @Nullable String error,
            @Nullable Long bytesBefore,
            @Nullable Long bytesAfter,
            String summary,
            @Nullable Double lockedMillis,
            boolean atFinish) {}

    public static ApplicationsDocument of(List<Application> applications) {
        return new ApplicationsDocument(
                applications.stream().map(ApplicationsDocument::application).toList());
    }

    private static ApplicationPart application(Application application) {
        var finished = application.finished();
        var undoUntil = application.undoUntil();
        return new ApplicationPart(
                application.id(),
                application.started().toString(),
                finished == null ? null : finished.toString(),
                application.role(),
                application.tool(),
                word(application.state()),
                undoUntil == null ? null : undoUntil.toString(),
                application.paused(),
                application.steps().stream().map(ApplicationsDocument::step).toList());
    }

    private static StepPart step(AppliedStep step) {
        var table = step.table();
        return new StepPart(
                step.position(),
                word(step.kind()),
                table == null ? null : table.toString(),
                step.object().toString(),
                step.sql(),
                step.undo(),
                word(step.state()),
                step.error(),
                step.bytesBefore(),
                step.bytesAfter(),
                step.summary(),
                step.lockedMillis(),
                step.atFinish());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
