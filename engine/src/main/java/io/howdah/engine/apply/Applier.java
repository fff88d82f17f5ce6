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
            var plans = Preconditions.of(runner.session(), changes);
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
        var steps = new StepRunner(runner);
        return whole(runner, application, Application.State.DONE, () -> {
            for (AppliedStep step : application.steps()) {
                if (step.state() == StepState.PLANNED || step.state() == StepState.CLEANED) {
                    stopIfInterrupted(step);
                    steps.apply(step, application.steps().size());
                }
            }
        });
    }

    private static Application takeBack(Runner runner, Application application) throws SQLException {
        runner.journal().state(application.id(), Application.State.UNDOING);
        var steps = new StepRunner(runner);
        return whole(runner, application, Application.State.UNDONE, () -> {
            for (AppliedStep step : application.steps().reversed()) {
                if (step.state() == StepState.DONE && !step.kind().leavesSomething()) {
                    runner.tell(new ApplyEvent.Told("Nothing is to be taken back of: " + step.summary()));
                } else if (step.state() == StepState.DONE) {
                    stopIfInterrupted(step);
                    steps.undo(step, application.steps().size());
                }
            }
        });
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
                runner.journal().state(application.id(), complete ? success : Application.State.STOPPED);
            }
        }
        return runner.journal().application(application.id());
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
                case RUNNING, UNDOING -> runner.journal().state(application.id(), Application.State.STOPPED);
                case DONE, STOPPED, UNDONE -> {}
            }
        }
    }

    private Application begin(Runner runner, List<Journal.Plan> plans) {
        try {
            return runner.journal().application(runner.journal().begin(options.tool(), plans));
        } catch (SQLException e) {
            throw Refusals.problem(e, "Writing the journal");
        }
    }

    /** The newest application, if it was stopped and what is left of it is what is wanted now. */
    private static Optional<Application> stoppedBefore(Runner runner, List<Journal.Plan> plans) throws SQLException {
        var newest = runner.journal().applications().stream()
                .findFirst()
                .filter(application ->
                        application.state() == Application.State.STOPPED && sameWork(application, plans));
        if (newest.isPresent()) {
            runner.journal().state(newest.get().id(), Application.State.RUNNING);
        }
        return newest;
    }

    private static boolean sameWork(Application application, List<Journal.Plan> plans) {
        var wanted = new HashSet<List<String>>();
        var open = new HashSet<List<String>>();
        plans.stream().filter(plan -> plan.state() == StepState.PLANNED).forEach(plan -> wanted.add(plan.sql()));
        application.steps().stream()
                .filter(step -> step.state() == StepState.PLANNED || step.state() == StepState.CLEANED)
                .forEach(step -> open.add(step.sql()));
        return !open.isEmpty() && open.equals(wanted);
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
