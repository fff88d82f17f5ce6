package io.howdah.engine.apply.run;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements that cannot all be in one transaction, but are one step: in parts, each of which does no harm when it is run again. A part
 * begins where locks are asked for, and is a transaction; or where a constraint is validated or an index made or dropped concurrently, and
 * takes as long as it takes.
 */
public final class InParts implements Operation {

    private final Runner runner;

    public InParts(Runner runner) {
        this.runner = runner;
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        return run(step, step.sql(), StepState.RUNNING, StepState.DONE);
    }

    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException, InterruptedException {
        return run(step, step.undo(), StepState.UNDOING, StepState.UNDONE);
    }

    /** The last part is in the journal as ended with what it did. */
    private @Nullable String run(AppliedStep step, List<String> statements, StepState meanwhile, StepState success)
            throws SQLException, InterruptedException {
        var waits = new ArrayList<String>();
        var parts = parts(statements);
        for (int i = 0; i < parts.size(); i++) {
            var state = i == parts.size() - 1 ? success : meanwhile;
            Optional.ofNullable(part(step, parts.get(i), state)).ifPresent(waits::add);
        }
        return waits.isEmpty() ? null : String.join("; ", waits);
    }

    private @Nullable String part(AppliedStep step, List<String> part, StepState state)
            throws SQLException, InterruptedException {
        return Locks.isAsked(part.getFirst())
                ? Transaction.together(runner, step, part, state, () -> {})
                : new LongWork(runner).send(step, part);
    }

    static List<List<String>> parts(List<String> statements) {
        var parts = new ArrayList<List<String>>();
        boolean asking = false;
        for (String sql : statements) {
            boolean asks = Locks.isAsked(sql);
            if (parts.isEmpty() || (asks && !asking) || takesLong(sql)) {
                parts.add(new ArrayList<>());
            }
            parts.getLast().add(sql);
            asking = asks;
        }
        return parts;
    }

    private static boolean takesLong(String sql) {
        return sql.contains(" VALIDATE CONSTRAINT ") || sql.contains(" INDEX CONCURRENTLY ");
    }

    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        return Operation.asBefore(runner, step, reason);
    }
}
