package io.howdah.app.text;

import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Statement.Counters;
import java.util.function.ToDoubleFunction;

/** What one call of a statement returns, reads and spills on average; a dash where it was not counted. */
public final class PerCall {

    private static final long BLOCK_BYTES = 8192;

    private PerCall() {}

    /** Rows returned or changed. */
    public static String rows(Statement statement) {
        return Double.isNaN(statement.rowsPerCall()) ? "–" : Figures.brief(statement.rowsPerCall());
    }

    /** What it reads of tables and indexes, from memory or not, in bytes. */
    public static String read(Statement statement) {
        return bytes(statement, c -> c.sharedBlocksHit() + c.sharedBlocksRead());
    }

    /** What it writes to temporary files, in bytes. */
    public static String spilled(Statement statement) {
        return bytes(statement, Counters::tempBlocksWritten);
    }

    private static String bytes(Statement statement, ToDoubleFunction<Counters> blocks) {
        var counters = statement.counters();
        return counters == null || statement.calls() == 0
                ? "–"
                : Figures.bytes(Math.round(BLOCK_BYTES * blocks.applyAsDouble(counters) / statement.calls()));
    }
}
