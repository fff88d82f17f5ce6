package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes the rows of a table in place, in batches by the order of a key: each batch is what lies between where the last one ended
 * and a bound that is looked up in the key's index. Rows that are as they should be are passed over, so a batch can be run again.
 */
public final class Backfill implements Operation {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * The key's index is the only way to the rows that is as quick at the end as at the beginning, whatever the statistics say. That
     * other ways are made dear would let the server compile statements that are over before the compiler is.
     */
    private static final String BY_THE_KEY =
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off;"
                    + " SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0";

    /** Triggers and rules of the table rest, other than those that are to work always. */
    private static final String WITHOUT_TRIGGERS = "; SET LOCAL session_replication_role = 'replica'";

    private static final String ROWS =
            "SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = CAST(? AS oid)";

    private final Runner runner;

    public Backfill(Runner runner) {
        this.runner = runner;
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        var work = BackfillWork.parse(Objects.requireNonNull(step.detail()));
        Batches.run(runner, step, expected(step), (rows, cursor) -> batch(work, rows, cursor));
        return null;
    }

    private long expected(AppliedStep step) throws SQLException {
        return runner.session()
                .first(ROWS, row -> row.getLong(1), step.tableOid())
                .orElse(0L);
    }

    private Batches.Outcome batch(BackfillWork work, long rows, @Nullable String cursor) throws SQLException {
        runner.session().execute(work.replica() ? BY_THE_KEY + WITHOUT_TRIGGERS : BY_THE_KEY);
        var from = values(cursor);
        var bound = bound(work, rows, from);
        var parameters = new ArrayList<String>(from);
        parameters.addAll(bound.orElse(List.of()));
        int updated = runner.session().update(work.update(!from.isEmpty(), bound.isPresent()), parameters.toArray());
        return bound.isPresent()
                ? new Batches.Outcome(rows, JSON.writeValueAsString(bound.get()), false)
                : new Batches.Outcome(updated, cursor, true);
    }

    /** The key at which a batch of so many rows ends; empty where fewer are left. */
    private Optional<List<String>> bound(BackfillWork work, long rows, List<String> from) throws SQLException {
        var parameters = new ArrayList<Object>(from);
        parameters.add(rows - 1);
        int columns = work.key().size();
        return runner.session()
                .first(
                        work.bound(!from.isEmpty()),
                        row -> {
                            var key = new ArrayList<String>();
                            for (int i = 1; i <= columns; i++) {
                                key.add(row.getString(i));
                            }
                            return List.copyOf(key);
                        },
                        parameters.toArray());
    }

    private static List<String> values(@Nullable String cursor) {
        if (cursor == null) {
            return List.of();
        }
        return JSON.readTree(cursor).valueStream().map(node -> node.asString()).toList();
    }

    /** What the rows were made into is taken back by whoever made room for it. */
    @Override
    public @Nullable String undo(AppliedStep step) {
        return null;
    }

    /** The journal knows how far it came, and it goes on from there. */
    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        return Operation.asBefore(runner, step, reason);
    }
}
