package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.Who;
import io.howdah.engine.advise.query.SpillingStatementRule;
import io.howdah.engine.catalog.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Sees sorts and hashes that write much to disk, beside those of statements that {@code spilling-statement} or {@code work-memory}
 * names: of reports that seldom run, of index builds, of what pg_stat_statements does not count.
 */
public final class TemporaryFilesRule implements Rule {

    private static final Threshold BYTES =
            new Threshold("temporary-files.bytes-per-day", 1024.0 * 1024 * 1024, "bytes a day", "ours");

    private static final double DAY = 86_400;
    private static final double BLOCK = 8192;

    @Override
    public String slug() {
        return "temporary-files";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(BYTES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var state = scene.catalog().state();
        double named = scene.workload().statements().stream()
                .filter(s -> SpillingStatementRule.isNamed(s, scene))
                .mapToDouble(s -> BLOCK * written(s))
                .sum();
        double bytes = state.counter("temp_bytes") - named;
        double seconds = state.counter("seconds");
        double days = Double.isNaN(seconds) ? 1 : Math.max(1, seconds / DAY);
        if (!(bytes / days >= scene.of(BYTES))) {
            return List.of();
        }
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence(
                Evidence.Label.CATALOG,
                Amount.bytes(state.counter("temp_bytes")) + " in " + Amount.count(state.counter("temp_files"))
                        + " files" + (Double.isNaN(seconds) ? "" : " over " + Amount.duration(seconds)),
                Map.of("temp_bytes", state.counter("temp_bytes"), "named_bytes", named)));
        if (named > 0) {
            evidence.add(Evidence.catalog(Amount.bytes(named) + " of them by statements that are named by themselves"));
        }
        scene.workload().statements().stream()
                .filter(s -> written(s) > 0 && !SpillingStatementRule.isNamed(s, scene))
                .sorted(Comparator.comparingDouble(TemporaryFilesRule::written).reversed())
                .limit(3)
                .map(s -> Evidence.catalog(Amount.bytes(BLOCK * written(s)) + " by " + Who.brief(s.text())))
                .forEach(evidence::add);
        return List.of(Finding.of(
                slug(),
                Severity.NOTICE,
                "database " + scene.catalog().database(),
                Amount.bytes(bytes / days) + " of temporary files a day",
                "Sorts, hashes and CTEs that do not fit into work_mem are written and read again. An index in the order that is asked"
                        + " for, fewer columns in the sort, or more work_mem for that role.",
                evidence));
    }

    private static double written(Statement statement) {
        var counters = statement.counters();
        return counters == null ? 0 : counters.tempBlocksWritten();
    }
}
