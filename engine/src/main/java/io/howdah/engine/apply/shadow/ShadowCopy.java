package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.batch.Batches;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import java.sql.SQLException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Copies rows into the new table, batch after batch in the order of the key, or in that of an index.
 *
 * <p>FOR SHARE keeps each row as it is until the batch has committed, and takes it as its writer has left it, so no row that was
 * deleted meanwhile comes back and no change is missed: the writer's trigger, which comes after the lock, finds the copied row. Rows
 * that a trigger has written already are left out; there are few, so both sides are walked in the order of the key and merged.
 *
 * <p>In the order of an index, a row may come before what is copied or go behind it while it stays what it is. Its writer's trigger
 * writes it at once then, so that nothing depends on where the copy is; and whether a row is there already is asked by its key
 * alone, wherever it was when it was written.
 */
final class ShadowCopy implements Operation {

    /** The walk in key order, whatever the planner thinks of tables that it has no statistics of. */
    private static final String PLAN = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_nestloop = off;"
            + " SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_material = off;"
            + " SET LOCAL max_parallel_workers_per_gather = 0";

    /** The walk along an index that has the order, with a look for the key of each row. */
    private static final String PLAN_BY_INDEX = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;"
            + " SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_material = off;"
            + " SET LOCAL enable_sort = off; SET LOCAL enable_incremental_sort = off;"
            + " SET LOCAL max_parallel_workers_per_gather = 0";

    private final Runner runner;

    ShadowCopy(Runner runner) {
        this.runner = runner;
    }

    /** What a batch amounts to, for people. */
    static String described(ShadowSpec spec) {
        var order = spec.order();
        return "INSERT INTO " + spec.shadow() + " (" + spec.columnList() + ") SELECT " + spec.expressions() + " FROM "
                + spec.inUse() + (order == null ? "" : " ORDER BY " + order.clause()) + " FOR SHARE";
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        var spec = ShadowSpec.of(step);
        long expected = Math.round(LiveTraits.of(runner.session(), spec.oid()).rows());
        long rows = Batches.run(runner, step, expected, (count, cursor) -> batch(spec, count, cursor));
        new LateRows(runner, spec).bringIntoStep();
        return rows + " rows copied";
    }

    private Batches.Outcome batch(ShadowSpec spec, long count, @Nullable String cursor) throws SQLException {
        var session = runner.session();
        session.execute(spec.byKey() ? PLAN : PLAN_BY_INDEX);
        var range = KeyRange.ofCopy(session, spec, count, cursor);
        var parameters = new ArrayList<@Nullable Object>(range.parameters());
        if (spec.byKey()) {
            parameters.addAll(range.parameters());
        }
        int rows = session.update(
                "INSERT INTO " + spec.shadow() + " (" + spec.columnList() + ") OVERRIDING SYSTEM VALUE SELECT "
                        + spec.expressions() + " FROM ONLY " + spec.inUse() + " s WHERE " + range.condition("s")
                        + " AND NOT EXISTS (SELECT FROM " + spec.shadow() + " t WHERE " + spec.sameKey("t", "s")
                        + (spec.byKey() ? " AND " + range.condition("t") : "") + ") ORDER BY " + range.order("s")
                        + " FOR SHARE OF s",
                parameters.toArray());
        return new Batches.Outcome(rows, range.cursor(), range.last());
    }

    /** It goes with the new table. */
    @Override
    public @Nullable String undo(AppliedStep step) {
        return null;
    }

    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        return Operation.asBefore(runner, step, reason);
    }
}
