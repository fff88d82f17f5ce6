package io.howdah.app.stage;

import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
import io.howdah.engine.apply.Applier;
import io.howdah.engine.apply.ScriptWriter;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.apply.run.BatchProgress;
import io.howdah.engine.apply.run.Blocker;
import io.howdah.engine.apply.run.BuildProgress;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.change.Change;
import io.howdah.engine.postgres.Sessions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries changes out on a server, and takes them back. */
public final class ApplyStage {

    private static final AtomicInteger UNDER_WAY = new AtomicInteger();

    private final Applier applier;
    private final Progress progress;

    public ApplyStage(Sessions sessions, String tool, Progress progress) {
        this(sessions, ApplyOptions.of(tool), progress);
    }

    public ApplyStage(Sessions sessions, ApplyOptions options, Progress progress) {
        this.applier = new Applier(sessions, options);
        this.progress = progress;
    }

    /** What would be done, step by step; changes nothing. */
    public List<PlannedStep> plan(List<Change> changes) {
        return applier.plan(changes);
    }

    /** Goes on with an application that was stopped or paused, or with the newest such; empty where there is none. */
    public List<Application> resume(@Nullable Long application) {
        return listening(
                listener -> applier.resume(application, listener).stream().toList());
    }

    /** Lets who works on an application rest between two batches, or go on. */
    public void pause(long application, boolean paused) {
        applier.pause(application, paused);
    }

    /** Removes what was kept only for undo: of one application, or of all whose time is over. */
    public List<Application> finish(@Nullable Long application) {
        return listening(listener -> applier.finish(application, listener));
    }

    /** Whether a server is being changed, so that what ends the program should wait until it is put in order. */
    public static boolean underWay() {
        return UNDER_WAY.get() > 0;
    }

    /** A problem where the server cannot be changed at all. */
    public void mustBeChangeable() {
        applier.mustBeChangeable();
    }

    public Application apply(List<Change> changes) {
        return listening(listener -> applier.apply(changes, listener));
    }

    /** Takes back one application, or the newest where none is named; what was taken back. */
    public List<Application> undo(@Nullable Long application) {
        return listening(listener -> application == null
                ? applier.undoLatest(listener).stream().toList()
                : List.of(applier.undo(application, listener)));
    }

    public List<Application> undoAll() {
        return listening(applier::undoAll);
    }

    /** What the journal knows, newest first. */
    public List<Application> journal() {
        return applier.status();
    }

    /** The advice as a script for review. */
    public static String script(String tool, String database, List<ToApply> advice) {
        return ScriptWriter.script(
                tool,
                database,
                advice.stream()
                        .map(a -> new ScriptWriter.Section(a.id() + ": " + a.title(), a.why(), a.changes()))
                        .toList());
    }

    private <T> T listening(Function<ApplyListener, T> work) {
        var listener = new Listener();
        UNDER_WAY.incrementAndGet();
        try {
            return work.apply(listener);
        } finally {
            UNDER_WAY.decrementAndGet();
            listener.close();
        }
    }

    /** One step of progress for each step of the change. */
    private final class Listener implements ApplyListener {

        private Progress.@Nullable Step step;

        @Override
        public void on(ApplyEvent event) {
            switch (event) {
                case ApplyEvent.Started(var applied, var of) -> begin(applied, of);
                case ApplyEvent.Running(var applied, var build) -> running(build);
                case ApplyEvent.Advanced(var applied, var batches) -> advanced(batches);
                case ApplyEvent.Retrying(var sql, var attempt, var pause, var blockers) ->
                    progress.note("waiting for a lock, attempt " + attempt + waiting(blockers));
                case ApplyEvent.Ended(var applied) -> end(applied);
                case ApplyEvent.Told(var text) -> progress.note(text);
            }
        }

        private void begin(AppliedStep applied, int of) {
            close();
            step = progress.begin(applied.position() + "/" + of + " "
                    + (applied.said() == null ? applied.object().name() : applied.summary()));
        }

        private void running(BuildProgress build) {
            if (step == null) {
                return;
            }
            var done = build.fraction();
            var remaining = build.remaining();
            step.at(
                    done == null ? Double.NaN : done,
                    (build.phase() == null ? "" : build.phase())
                            + waiting(build.waitsFor())
                            + (remaining == null ? "" : ", about " + Figures.duration(remaining) + " left"));
        }

        private void advanced(BatchProgress batches) {
            if (step == null) {
                return;
            }
            var remaining = batches.remaining();
            var slowedBy = batches.slowedBy();
            step.at(
                    batches.fraction(),
                    "%,d rows, %,.0f a second".formatted(batches.rows(), batches.perSecond())
                            + (slowedBy == null ? "" : ", slowed by " + slowedBy)
                            + (remaining == null ? "" : ", about " + Figures.duration(remaining) + " left"));
        }

        private String waiting(List<Blocker> blockers) {
            return blockers.isEmpty()
                    ? ""
                    : ", waits for "
                            + Page.listed(
                                    blockers.stream().map(Blocker::toString).toList());
        }

        private void end(AppliedStep applied) {
            if (step != null) {
                step.result(outcome(applied));
            }
            close();
        }

        void close() {
            if (step != null) {
                step.close();
                step = null;
            }
        }
    }

    private static String outcome(AppliedStep applied) {
        var error = applied.error();
        return switch (applied.state()) {
            case DONE -> done(applied);
            case ALREADY -> "was so already";
            case UNDONE -> applied.kind().undone();
            case CLEANED -> "not done, nothing is left of it" + (error == null ? "" : ": " + error);
            case FAILED -> "failed" + (error == null ? "" : ": " + error);
            case PLANNED, RUNNING, UNDOING -> applied.state().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String done(AppliedStep applied) {
        var before = applied.bytesBefore();
        var after = applied.bytesAfter();
        var locked = applied.lockedMillis();
        return applied.kind().done()
                + (before == null || after == null ? "" : ": " + Figures.bytes(before) + " → " + Figures.bytes(after))
                + (locked == null ? "" : ", %.1f ms under strong locks".formatted(locked));
    }

    /** Whether all that was to be done is done. */
    public static boolean complete(Application application) {
        return application.steps().stream()
                .allMatch(s -> s.state() == StepState.DONE || s.state() == StepState.ALREADY);
    }
}
