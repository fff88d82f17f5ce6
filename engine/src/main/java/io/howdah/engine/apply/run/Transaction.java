package io.howdah.engine.apply.run;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements that are carried out together, in one transaction with the entry in the journal; taken back likewise. Those at the
 * beginning that ask for locks are asked again and again until all are free.
 */
public final class Transaction implements Operation {

    private final Runner runner;

    public Transaction(Runner runner) {
        this.runner = runner;
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException {
        return together(runner, step, step.sql(), StepState.DONE, () -> {});
    }

    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException {
        return together(runner, step, step.undo(), StepState.UNDONE, () -> {});
    }

    /**
     * Sends statements in one transaction with the entry in the journal.
     *
     * @param check done under the locks, before the statements; what it throws rolls all of it back
     * @return how the locks were come by; null where none were asked for
     */
    public static @Nullable String together(
            Runner runner, AppliedStep step, List<String> statements, StepState success, Session.Work check)
            throws SQLException {
        var asked = statements.stream().filter(Locks::isAsked).toList();
        var rest = statements.stream().filter(sql -> !Locks.isAsked(sql)).toList();
        var held = Locks.within(runner, asked, () -> {
            check.run();
            if (!rest.isEmpty()) {
                runner.session().execute(String.join(";\n", rest));
            }
            runner.journal().ended(step, success);
        });
        if (asked.isEmpty()) {
            return null;
        }
        runner.journal().locked(step, held.longestWaitOfOthers());
        return held.toString();
    }

    /** What was begun and is not in the journal as ended did not happen. */
    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        return Operation.asBefore(runner, step, reason);
    }
}
