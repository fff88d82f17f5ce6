package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a partition away from its table, and gives it back.
 *
 * <p>Concurrently where the server can: then no reader and no writer of the table waits. What was interrupted is brought to its end,
 * as the partition is out of sight from the moment it began. Plainly, under locks that are asked for, where there is a default
 * partition, with which the server refuses the other way, and where foreign keys would have us wait in the queue of the tables that
 * they point at.
 */
public final class Detachment implements Operation {

    private static final String STATE = """
            SELECT CASE WHEN i.inhdetachpending THEN 'PENDING' ELSE 'ATTACHED' END FROM pg_catalog.pg_inherits i
             WHERE i.inhrelid = pg_catalog.to_regclass(?) AND i.inhparent = pg_catalog.to_regclass(?)""";

    static final String CHECKS = """
            SELECT conname FROM pg_catalog.pg_constraint
             WHERE conrelid = pg_catalog.to_regclass(?) AND contype = 'c' ORDER BY conname""";

    private static final String CONCURRENTLY = " CONCURRENTLY";

    private final Runner runner;

    public Detachment(Runner runner) {
        this.runner = runner;
    }

    /** How a partition stands to its table. */
    private enum State {
        ATTACHED,
        PENDING,
        APART
    }

    private State state(AppliedStep step) throws SQLException {
        return runner.session()
                .first(
                        STATE,
                        row -> State.valueOf(row.getString(1)),
                        step.object().quoted(),
                        parent(step).quoted())
                .orElse(State.APART);
    }

    private static QualifiedName parent(AppliedStep step) {
        return UpkeepDetail.of(step).parent();
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        return switch (state(step)) {
            case APART -> null;
            case PENDING -> runner.runLong(step, finalizing(step));
            case ATTACHED -> detach(step);
        };
    }

    private static String finalizing(AppliedStep step) {
        return "ALTER TABLE " + parent(step).quoted() + " DETACH PARTITION "
                + step.object().quoted() + " FINALIZE";
    }

    private @Nullable String detach(AppliedStep step) throws SQLException, InterruptedException {
        var asked = step.sql().stream().filter(Detachment::asks).toList();
        if (asked.isEmpty()) {
            var waits = new ArrayList<String>();
            for (var sql : step.sql()) {
                Optional.ofNullable(runner.runLong(step, sql)).ifPresent(waits::add);
            }
            return waits.isEmpty() ? null : String.join("; ", waits);
        }
        return together(step, asked, step.sql());
    }

    private String together(AppliedStep step, List<String> asked, List<String> statements) throws SQLException {
        var held = Locks.within(runner, asked, () -> {
            for (var sql : statements) {
                if (!asks(sql)) {
                    runner.session().execute(sql);
                }
            }
        });
        runner.journal().locked(step, held.longestWaitOfOthers());
        return held.toString();
    }

    private static boolean asks(String sql) {
        return sql.startsWith("LOCK TABLE ");
    }

    static String detach(QualifiedName parent, QualifiedName partition, boolean concurrently) {
        return "ALTER TABLE " + parent.quoted() + " DETACH PARTITION " + partition.quoted()
                + (concurrently ? CONCURRENTLY : "");
    }

    /** With a check of its rows first, so that they are not read under the lock; nobody else knows the table by now. */
    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException, InterruptedException {
        switch (state(step)) {
            case ATTACHED -> {
                return null;
            }
            case PENDING -> runner.runLong(step, finalizing(step));
            case APART -> {}
        }
        var partition = step.object();
        var asked = step.undo().stream().filter(Detachment::asks).toList();
        var before = step.undo().stream()
                .filter(sql -> sql.contains(" ADD CONSTRAINT "))
                .toList();
        runner.session().execute(NewPartitions.dropCheck(partition));
        for (var sql : before) {
            runner.runLong(step, sql);
        }
        var rest = new ArrayList<>(
                step.undo().stream().filter(sql -> !before.contains(sql)).toList());
        left(step).forEach(rest::add);
        return together(step, asked, rest);
    }

    /** A concurrent detachment leaves a check that says what the bounds said. */
    private List<String> left(AppliedStep step) throws SQLException {
        var known = UpkeepDetail.of(step).checks();
        return runner
                .session()
                .query(CHECKS, row -> row.getString(1), step.object().quoted())
                .stream()
                .filter(name -> !known.contains(name) && !name.equals(ConversionSteps.CHECK))
                .map(name -> "ALTER TABLE " + step.object().quoted() + " DROP CONSTRAINT " + Name.quoted(name))
                .toList();
    }

    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        return switch (step.state()) {
            case RUNNING, FAILED, UNDOING -> settled(step, reason);
            case PLANNED, DONE, ALREADY, CLEANED, UNDONE -> step;
        };
    }

    private AppliedStep settled(AppliedStep step, String reason) throws SQLException {
        boolean ended = state(step) != State.PENDING
                || runner.tidies(
                        step.tableOid(),
                        finalizing(step),
                        () -> runner.session().execute(finalizing(step)));
        boolean undoing = step.state() == StepState.UNDOING;
        if (!ended) {
            return runner.journal().ends(step, undoing ? StepState.UNDOING : StepState.FAILED, reason, null);
        }
        boolean attached = state(step) == State.ATTACHED;
        var outcome = attached ? (undoing ? StepState.UNDONE : StepState.CLEANED) : StepState.DONE;
        return runner.journal().ends(step, outcome, reason, null);
    }
}
