package io.howdah.engine.apply.shadow;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.batch.Batches;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proves that both tables hold the same: count and sum of hashes over all columns of both sides, in one snapshot, slice after slice
 * of the key. Each writer changes both in one transaction, so that they are the same in any snapshot.
 */
final class ShadowComparison implements Operation {

    /** Of which so many are named where the sides differ. */
    private static final int NAMED = 5;

    private final Runner runner;

    ShadowComparison(Runner runner) {
        this.runner = runner;
    }

    private record Sides(long rows, boolean same) {}

    static String described(ShadowSpec spec) {
        return "SELECT count(*), sum(hash of every column) FROM " + spec.inUse() + ", and the same FROM "
                + spec.shadow();
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        var spec = ShadowSpec.of(step);
        new LateRows(runner, spec).bringIntoStep();
        long expected = Math.round(LiveTraits.of(runner.session(), spec.oid()).rows());
        long rows = Batches.run(runner, step, expected, (count, cursor) -> slice(spec, count, cursor));
        return rows + " rows compared";
    }

    private Batches.Outcome slice(ShadowSpec spec, long count, @Nullable String cursor) throws SQLException {
        var session = runner.session();
        var range = KeyRange.byKey(session, spec, count, cursor);
        var both = twice(range);
        var sides = session.first(
                        "SELECT a.n, a.n = b.n AND a.h = b.h AS same FROM ("
                                + hashed("ONLY " + spec.inUse(), spec.expressions(), range) + ") a, ("
                                + hashed(spec.only(spec.shadow()), spec.columnList(), range) + ") b",
                        ShadowComparison::sides,
                        both.toArray())
                .orElseThrow();
        if (!sides.same() && !new LateRows(runner, spec).some()) {
            throw Problem.internal(
                    "The new table of " + spec.table() + " does not hold the same as the one in use, in rows "
                            + differing(spec, range, both) + ". Nothing was put in its place; undo removes it",
                    null);
        }
        return new Batches.Outcome(sides.rows(), range.cursor(), range.last());
    }

    private static List<@Nullable Object> twice(KeyRange range) {
        var all = new ArrayList<@Nullable Object>(range.parameters());
        all.addAll(range.parameters());
        return all;
    }

    private static Sides sides(ResultSet row) throws SQLException {
        return new Sides(row.getLong("n"), row.getBoolean("same"));
    }

    private static String hashed(String table, String columns, KeyRange range) {
        return "SELECT count(*) AS n, coalesce(sum(pg_catalog.hashtextextended(CAST(ROW(" + columns
                + ") AS text) COLLATE \"C\", 0)), 0) AS h FROM " + table + " s WHERE " + range.condition("s");
    }

    private String differing(ShadowSpec spec, KeyRange range, List<@Nullable Object> parameters) throws SQLException {
        var rows = runner.session()
                .query(
                        "SELECT coalesce(a.k, b.k) FROM ("
                                + keyed(spec, "ONLY " + spec.inUse(), spec.expressions(), range)
                                + ") a FULL JOIN ("
                                + keyed(spec, spec.only(spec.shadow()), spec.columnList(), range) + ") b ON a.k = b.k"
                                + " WHERE a.v IS DISTINCT FROM b.v ORDER BY 1 LIMIT " + NAMED,
                        row -> row.getString(1),
                        parameters.toArray());
        return String.join(", ", rows);
    }

    private static String keyed(ShadowSpec spec, String table, String columns, KeyRange range) {
        return "SELECT CAST(ROW(" + spec.keyOf("s") + ") AS text) AS k, CAST(ROW(" + columns + ") AS text) AS v FROM "
                + table + " s WHERE " + range.condition("s");
    }

    @Override
    public @Nullable String undo(AppliedStep step) {
        return null;
    }

    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        return Operation.asBefore(runner, step, reason);
    }
}
