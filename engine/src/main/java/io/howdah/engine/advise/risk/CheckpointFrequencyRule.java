package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Catalog;
import java.util.List;
import java.util.Map;

/**
 * Sees checkpoints that come because max_wal_size is reached rather than because time is up.
 *
 * <p>Each is followed by whole-page images in WAL, so that frequent ones multiply the writes (manual, section 28.5). Reported when
 * more than half of at least ten were requested, and they came faster than checkpoint_timeout on average. The counters stand in
 * pg_stat_checkpointer from 17 on, in pg_stat_bgwriter before. They also count what a CHECKPOINT, a base backup and the making or
 * dropping of a database asked for, so that no more are taken for requested by WAL than the WAL written could request: one for each
 * max_wal_size / (1 + checkpoint_completion_target) of it (CalculateCheckpointSegments in xlog.c).
 */
public final class CheckpointFrequencyRule implements Rule {

    private static final Threshold COUNT =
            new Threshold("checkpoint-frequency.count", 10, "checkpoints", "ours: fewer say nothing");
    private static final Threshold SHARE = new Threshold(
            "checkpoint-frequency.share", 0.5, "of the checkpoints", "ours: most of them come before their time");
    private static final double DEFAULT_TIMEOUT_MS = 300_000;
    private static final double DEFAULT_TARGET = 0.9;

    @Override
    public String slug() {
        return "checkpoint-frequency";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(COUNT, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var counters = catalog.activity().counters();
        double counted = counters.getOrDefault("checkpoints_requested", 0.0);
        double all = counted + counters.getOrDefault("checkpoints_timed", 0.0);
        double seconds = counters.getOrDefault("checkpoints_seconds", Double.MAX_VALUE);
        double requested = Math.min(counted, filled(catalog, seconds));
        double interval = seconds / Math.max(1, all);
        double timeout = Settings.number(catalog, "checkpoint_timeout", DEFAULT_TIMEOUT_MS) / 1_000;
        if (all < scene.of(COUNT) || requested <= scene.of(SHARE) * all || interval >= timeout) {
            return List.of();
        }
        return List.of(Finding.of(
                slug(),
                Severity.WARNING,
                "server",
                "a checkpoint every " + Amount.duration(interval) + ", " + Amount.share(requested / all)
                        + " of them because max_wal_size was reached",
                "Frequent checkpoints multiply WAL and disk writes. Raise max_wal_size (now "
                        + Amount.bytes(Settings.number(catalog, "max_wal_size", 0))
                        + ") until most come by time; it takes effect on reload and costs disk and recovery time.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        "requested and timed checkpoints since the counters began",
                        Map.of(
                                "requested",
                                counted,
                                "requested_by_wal",
                                requested,
                                "timed",
                                all - counted,
                                "interval_seconds",
                                interval)))));
    }

    /** How often the WAL of so many seconds, at the rate counted, fills what is allowed between two checkpoints; no limit if unknown. */
    private static double filled(Catalog catalog, double seconds) {
        double bytes = catalog.state().counter("wal_bytes") / catalog.state().counter("wal_seconds") * seconds;
        double allowed = Settings.number(catalog, "max_wal_size", 0)
                / (1 + Settings.number(catalog, "checkpoint_completion_target", DEFAULT_TARGET));
        return Double.isFinite(bytes) && allowed > 0 ? Math.ceil(bytes / allowed) : Double.MAX_VALUE;
    }
}
