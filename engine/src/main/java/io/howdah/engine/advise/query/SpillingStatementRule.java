package io.howdah.engine.advise.query;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.StatementFindings;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.settings.WorkMemoryRule;
import io.howdah.engine.catalog.Setting;
import io.howdah.engine.catalog.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sees statements whose sorts and hashes do not fit into work_mem and go to temporary files with most calls; but not those that would
 * fit into the work_mem that {@code work-memory} proposes for all.
 */
public final class SpillingStatementRule implements Rule {

    private static final int BLOCK = 8192;

    /** Room of rows in memory to that in a file, at most. */
    private static final double IN_MEMORY = 3;

    private static final Threshold BYTES = new Threshold(
            "spilling-statement.bytes", 1 << 20, "bytes a call", "less is written to the page cache in a millisecond");

    private static final Threshold CALLS =
            new Threshold("spilling-statement.calls", 10, "calls", "a report that ran a few times may well spill");

    @Override
    public String slug() {
        return "spilling-statement";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(BYTES, CALLS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        double settled = WorkMemoryRule.proposed(scene).orElse(0);
        return StatementFindings.merged(TextOf.costliest(scene).stream()
                .filter(s -> isNamed(s, scene) && IN_MEMORY * spilled(s) > settled)
                .map(s -> finding(s, scene)));
    }

    /** Whether the statement is named as one that spills, here or as a reason for more work_mem. */
    public static boolean isNamed(Statement statement, Scene scene) {
        return statement.calls() >= scene.of(CALLS) && spilled(statement) >= scene.of(BYTES);
    }

    /** Bytes written to temporary files by one call. */
    private static double spilled(Statement statement) {
        var counters = statement.counters();
        return counters == null || statement.calls() == 0
                ? 0
                : counters.tempBlocksWritten() * BLOCK / statement.calls();
    }

    private Finding finding(Statement statement, Scene scene) {
        var memory = scene.catalog().setting("work_mem").map(Setting::value).orElse("?");
        double megabytes = spilled(statement) / (1 << 20);
        return StatementFindings.of(
                slug(),
                Severity.INFO,
                statement,
                scene,
                String.format(Locale.ROOT, "writes %.0f MB to temporary files with each call", megabytes),
                "Its sorts or hashes do not fit into work_mem (" + memory
                        + " kB). An index in the order asked for needs no sort;"
                        + " else SET LOCAL work_mem for this statement alone. In memory rows take two to three times the"
                        + " room that they take in the file.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        String.format(Locale.ROOT, "%,.0f calls wrote %.0f MB each", statement.calls(), megabytes),
                        Map.of("bytes_per_call", spilled(statement)))));
    }
}
