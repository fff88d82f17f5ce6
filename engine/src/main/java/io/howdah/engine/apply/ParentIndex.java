package io.howdah.engine.apply;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.apply.run.Statements;
import io.howdah.engine.catalog.Name;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an index on a table that has partitions, without any on these. Taken back by dropping it with all its parts, in one
 * short transaction in which the spares of those that were there before take their names.
 */
final class ParentIndex implements Operation {

    private final Runner runner;

    ParentIndex(Runner runner) {
        this.runner = runner;
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        var waits = Statements.send(runner, step, step.sql());
        var index = LiveIndex.named(runner.session(), step.object())
                .orElseThrow(() -> Problem.refused("Index " + step.object() + " vanished", null));
        runner.journal().made(step, index.definition());
        return waits;
    }

    @Override
    public @Nullable String undo(AppliedStep step) throws SQLException {
        var index = LiveIndex.named(runner.session(), step.object());
        if (index.isEmpty() || Siblings.goesWithParent(runner, step, index.get())) {
            return null;
        }
        IndexBuild.mustBeOurs(step, index.get());
        if (index.get().partOf() != null) {
            throw Problem.refused(
                    "Index " + step.object() + " is now a part of "
                            + index.get().partOf() + "; it is left as it is",
                    null);
        }
        var statements = new ArrayList<>(step.undo());
        statements.addAll(spares(step));
        runner.runShort(step.tableOid(), statements);
        return null;
    }

    private List<String> spares(AppliedStep step) throws SQLException {
        var renames = new ArrayList<String>();
        for (AppliedStep attached : Siblings.withSpare(runner, step)) {
            var spare = IndexAttachment.spare(attached.object());
            if (LiveIndex.named(runner.session(), spare)
                    .filter(LiveIndex::valid)
                    .isPresent()) {
                renames.add("ALTER INDEX " + spare.quoted() + " RENAME TO "
                        + Name.quoted(attached.object().name()));
            }
        }
        return renames;
    }

    /** It is made and dropped in one statement each, so it is there or not; that it is invalid only says that it lacks parts. */
    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        Optional<LiveIndex> index =
                LiveIndex.named(runner.session(), step.object()).filter(i -> i.tableOid() == step.tableOid());
        return IndexBuild.made(runner, step, index, reason);
    }
}
