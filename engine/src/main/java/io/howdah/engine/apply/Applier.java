package io.howdah.engine.apply;

import io.howdah.engine.Problem;
import io.howdah.engine.Time;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.apply.run.Journal;
import io.howdah.engine.apply.run.JournalSchema;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.change.Change;
import io.howdah.engine.postgres.Sessions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Changes a database while it is in use, and takes changes back; the journal in the database says what was done.
 *
 * <p>Only one applier works on a database at a time. Interrupting the calling thread stops the running statement, puts its
 * index in order and ends with a {@link Problem} of kind {@code INTERRUPTED}; applying the same changes again goes on from
 * there. What a killed applier left is put in order by the next apply or undo, whichever comes first.
 */
public final class Applier {

    private final Sessions sessions;
    private final ApplyOptions options;
    private final Time time;

    public Applier(Sessions sessions, ApplyOptions options) {
        this(sessions, options, Time.SYSTEM);
    }

    Applier(Sessions sessions, ApplyOptions options, Time time) {
        this.sessions = sessions;
        this.options = options;
        this.time = time;
    }

    /**
     * Carries out the changes in order, or what is left of them where the newest application was stopped in the middle of
     * the same changes. A change that fails is cleaned up and ends the application; those before it stay.
     */
    public Application apply(List<? extends Change> changes, ApplyListener listener) {
        if (changes.isEmpty()) {
            throw Problem.input("There is nothing to apply");
        }
        return running("Applying", listener, runner -> {
            Preconditions.ofServer(runner.session());
            settleWhatWasLeft(runner);
            var plans = Preconditions.of(runner.session(), changes, options);
            JournalSchema.bringUpToDate(runner.session());
            return carryOut(runner, stoppedBefore(runner, plans).orElseGet(() -> begin(runner, plans)));
        });
    }

    /** A problem where the server cannot be changed at all, or not by us: to be told before anything is worked out. */
    public void mustBeChangeable() {
        try (var session = new Session(sessions.readOnly())) {
            Preconditions.ofServer(session);
        } catch (SQLException e) {
            throw Refusals.problem(e, "Looking at the server");
        }
    }

    /** What would be done for the changes, step by step; or a problem that names whatever stands against any of them. Changes nothing. */
    public List<PlannedStep> plan(List<? extends Change> changes) {
        try (var session = new Session(sessions.writing())) {
            Preconditions.ofServer(session);
            return Preconditions.of(session, changes, options);
        } catch (SQLException e) {
            throw Refusals.problem(e, "Planning");
        }
    }

    /**
     * Goes on with an application that was stopped in the middle, in the direction in which it went; the newest such where none is
     * named.
     */
    public Optional<Application> resume(@Nullable Long application, ApplyListener listener) {
        return running("Resuming", listener, runner -> {
            Preconditions.ofServer(runner.session());
            if (!JournalSchema.isJournal(runner.session())) {
                return Optional.empty();
            }
            settleWhatWasLeft(runner);
            JournalSchema.bringUpToDate(runner.session());
            var stopped = runner.journal().applications().stream()
                    .filter(a -> a.state() == Application.State.STOPPED)
                    .filter(a -> application == null || a.id() == application)
                    .findFirst();
            if (stopped.isEmpty()) {
                return Optional.empty();
            }
            runner.journal().pause(stopped.get().id(), false);
            runner.journal().state(stopped.get().id(), Application.State.RUNNING);
            return Optional.of(
                    wasBeingTakenBack(stopped.get())
                            ? takeBack(runner, stopped.get())
                            : carryOut(runner, stopped.get()));
        });
    }

    private static boolean wasBeingTakenBack(Application application) {
        return application.steps().stream().anyMatch(step -> step.state() == StepState.UNDONE);
    }

    /** Lets whoever works on an application rest between two batches, or go on. */
    public void pause(long application, boolean paused) {
        try (var session = new Session(sessions.writing())) {
            new Journal(session).pause(application, paused);
        } catch (SQLException e) {
            throw Refusals.problem(e, "Pausing");
        }
    }

    /** Removes what was kept of applications only so that they could be taken back: of one, or of all whose time is over. */
    public List<Application> finish(@Nullable Long application, ApplyListener listener) {
        return running("Finishing", listener, runner -> {
            Preconditions.ofServer(runner.session());
            if (!JournalSchema.isJournal(runner.session())) {
                return List.of();
            }
            settleWhatWasLeft(runner);
            JournalSchema.bringUpToDate(runner.session());
            var due = runner.journal().applications().reversed().stream()
                    .filter(Application::finishable)
                    .filter(a -> application == null ? isOver(a) : a.id() == application)
                    .toList();
            var finished = new ArrayList<Application>();
            for (Application one : due) {
                finished.add(finish(runner, one));
            }
            return List.copyOf(finished);
        });
    }

    private boolean isOver(Application application) {
        var until = application.undoUntil();
        return until != null && !until.isAfter(time.now());
    }

    private static Application finish(Runner runner, Application application) throws SQLException {
        runner.journal().state(application.id(), Application.State.FINISHING);
        return whole(runner, application, Application.State.FINISHED, () -> {
            for (AppliedStep step : application.steps()) {
                if (step.atFinish()) {
                    carryOut(runner, application, step);
                }
            }
        });
    }

    /** Takes back the newest application of which something is in the database; empty where there is none. */
    public Optional<Application> undoLatest(ApplyListener listener) {
        return undo(listener, application -> true, 1).stream().findFirst();
    }

    /** Takes back one application; a problem where the journal does not know it. */
    public Application undo(long application, ApplyListener listener) {
        var undone = undo(listener, candidate -> candidate.id() == application, 1);
        if (!undone.isEmpty()) {
            return undone.getFirst();
        }
        return status().stream()
                .filter(known -> known.id() == application)
                .findFirst()
                .orElseThrow(() -> Problem.input("The journal knows no application " + application));
    }

    /** Takes back everything, newest first. */
    public List<Application> undoAll(ApplyListener listener) {
        return undo(listener, application -> true, Integer.MAX_VALUE);
    }

    /** What the journal knows, newest first; nothing where there is no journal yet. Changes nothing. */
    public List<Application> status() {
        try (var session = new Session(sessions.readOnly())) {
            return JournalSchema.isJournal(session) ? new Journal(session).applications() : List.of();
        } catch (SQLException e) {
            throw Refusals.problem(e, "Reading the journal");
        }
    }

    private List<Application> undo(ApplyListener listener, Predicate<Application> wanted, int atMost) {
        return running("Undo", listener, runner -> {
            Preconditions.ofServer(runner.session());
            if (!JournalSchema.isJournal(runner.session())) {
                return List.of();
            }
            JournalSchema.bringUpToDate(runner.session());
            var chosen = runner.journal().applications().stream()
                    .filter(application -> wanted.test(application) && application.undoable())
                    .limit(atMost)
                    .toList();
            settleWhatWasLeft(runner);
            var undone = new ArrayList<Application>();
            for (Application application : chosen) {
                undone.add(takeBack(runner, runner.journal().application(application.id())));
            }
            return List.copyOf(undone);
        });
    }

    private static Application carryOut(Runner runner, Application application) throws SQLException {
        var done = whole(runner, application, Application.State.DONE, () -> {
            for (AppliedStep step : application.steps()) {
                if (!step.atFinish()) {
                    carryOut(runner, application, step);
                }
            }
        });
        return done.finishable() ? keepFor(runner, done) : done;
    }

    private static void carryOut(Runner runner, Application application, AppliedStep step) throws SQLException {
        if (step.state() == StepState.PLANNED || step.state() == StepState.CLEANED) {
            stopIfInterrupted(step);
            new StepRunner(runner).apply(step, application.steps().size());
        }
    }

    /** What undo needs is kept for as long as was wished; removed at once where that is not at all. */
    private static Application keepFor(Runner runner, Application done) throws SQLException {
        var window = runner.options().undoWindow();
        if (window == null) {
            return done;
        }
        if (window.isZero()) {
            return finish(runner, done);
        }
        runner.journal().undoUntil(done.id(), runner.time().now().plus(window));
        return runner.journal().application(done.id());
    }

    private static Application takeBack(Runner runner, Application application) throws SQLException {
        runner.journal().state(application.id(), Application.State.UNDOING);
        var steps = new StepRunner(runner);
        return whole(runner, application, Application.State.UNDONE, () -> {
            for (AppliedStep step : application.steps().reversed()) {
                if (step.state() == StepState.DONE && !step.leavesSomething()) {
                    passedOver(runner, step);
                } else if (step.state() == StepState.DONE) {
                    stopIfInterrupted(step);
                    steps.undo(step, application.steps().size());
                }
            }
        });
    }

    /** An index that was rebuilt stays so; whatever else has no undo of its own goes with what had it made. */
    private static void passedOver(Runner runner, AppliedStep step) throws SQLException {
        if (step.kind() == AppliedStep.Kind.REINDEX_INDEX) {
            runner.tell(new ApplyEvent.Told("Nothing is to be taken back of: " + step.summary()));
        } else {
            runner.journal().ends(step, StepState.UNDONE, null, null);
        }
    }

    private static void stopIfInterrupted(AppliedStep before) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Problem(
                    Problem.Kind.INTERRUPTED, "Stopped before: " + before.summary() + ". It can be gone on with later");
        }
    }

    private static Application whole(
            Runner runner, Application application, Application.State success, Session.Work work) throws SQLException {
        boolean complete = false;
        try {
            work.run();
            complete = true;
        } finally {
            if (runner.session().alive()) {
                runner.journal().state(application.id(), complete ? success : unfinished(success));
            }
        }
        return runner.journal().application(application.id());
    }

    /** One that is being finished stays applied; it can be finished later. */
    private static Application.State unfinished(Application.State success) {
        return success == Application.State.FINISHED ? Application.State.DONE : Application.State.STOPPED;
    }

    /** Puts in order what runners left that were killed or could not clean up; there is no other runner, as we hold the lock. */
    private static void settleWhatWasLeft(Runner runner) throws SQLException {
        if (!JournalSchema.isJournal(runner.session())) {
            return;
        }
        var steps = new StepRunner(runner);
        for (Application application : runner.journal().applications()) {
            for (AppliedStep step : application.steps()) {
                switch (step.state()) {
                    case RUNNING, UNDOING, FAILED -> {
                        var settled = steps.settle(step, step.error() == null ? "the runner was killed" : step.error());
                        runner.tell(new ApplyEvent.Told("Put in order after an earlier run: " + settled.summary()
                                + " is " + settled.state().stored()));
                    }
                    case PLANNED, DONE, ALREADY, CLEANED, UNDONE -> {}
                }
            }
            switch (application.state()) {
                case RUNNING -> runner.journal().state(application.id(), Application.State.STOPPED);
                case UNDOING -> settleUndo(runner, application.id());
                case FINISHING -> runner.journal().state(application.id(), Application.State.DONE);
                case DONE, STOPPED, UNDONE, FINISHED -> {}
            }
        }
    }

    /** One that was killed after it had taken back the last of it is taken back. */
    private static void settleUndo(Runner runner, long application) throws SQLException {
        boolean left = runner.journal().application(application).leavesSomething();
        runner.journal().state(application, left ? Application.State.STOPPED : Application.State.UNDONE);
    }

    private Application begin(Runner runner, List<PlannedStep> plans) {
        try {
            return runner.journal().application(runner.journal().begin(options.tool(), plans));
        } catch (SQLException e) {
            throw Refusals.problem(e, "Writing the journal");
        }
    }

    /** The newest application, if it was stopped and what is left of it is what is wanted now. */
    private static Optional<Application> stoppedBefore(Runner runner, List<PlannedStep> plans) throws SQLException {
        var newest = runner.journal().applications().stream()
                .findFirst()
                .filter(application ->
                        application.state() == Application.State.STOPPED && sameWork(application, plans));
        if (newest.isPresent()) {
            runner.journal().state(newest.get().id(), Application.State.RUNNING);
        }
        return newest;
    }

    private static boolean sameWork(Application application, List<PlannedStep> plans) {
        var wanted = new HashSet<List<String>>();
        var open = new HashSet<List<String>>();
        plans.stream()
                .filter(plan -> plan.state() == StepState.PLANNED && !plan.atFinish())
                .forEach(plan -> wanted.add(plan.sql()));
        application.steps().stream()
                .filter(step -> !step.atFinish())
                .filter(step -> step.state() == StepState.PLANNED || step.state() == StepState.CLEANED)
                .forEach(step -> open.add(step.sql()));
        return open.isEmpty() ? wanted.isEmpty() && sameDone(application, plans) : open.equals(wanted);
    }

    /** Whether nothing is left to do of the same changes: the runner was killed after their last step. */
    private static boolean sameDone(Application application, List<PlannedStep> plans) {
        var done = application.steps().stream()
                .filter(step -> step.state() == StepState.DONE || step.state() == StepState.ALREADY)
                .map(AppliedStep::sql)
                .toList();
        return !wasBeingTakenBack(application)
                && done.equals(plans.stream()
                        .filter(plan -> !plan.atFinish())
                        .map(PlannedStep::sql)
                        .toList());
    }

    /** What is done while no other applier is at work. */
    private interface Work<T> {
        T run(Runner runner) throws SQLException;
    }

    private <T> T running(String doing, ApplyListener listener, Work<T> work) {
        try (var runner = Runner.open(sessions, options, listener, time)) {
            return work.run(runner);
        } catch (SQLException e) {
            throw Refusals.problem(e, doing);
        }
    }
}
