package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.Who;
import io.howdah.engine.catalog.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Sees a database most of whose reads leave shared buffers.
 *
 * <p>A low share says that the data at work is larger than shared buffers; whether the operating system had the pages is
 * not told, only the time is, with track_io_timing on.
 */
public final class CacheHitRule implements Rule {

    private static final Threshold SHARE = new Threshold(
            "cache-hit.share",
            0.95,
            "share of blocks found",
            "PgHero says 99 %, pg-extras 98.5 %; below 95 % it is felt");
    private static final Threshold BLOCKS = new Threshold(
            "cache-hit.blocks",
            1000000,
            "blocks read since the counters began",
            "ours: 8 GB, so that a restart alone is no finding");

    @Override
    public String slug() {
        return "cache-hit";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE, BLOCKS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var state = scene.catalog().state();
        double read = state.counter("blocks_read");
        double hit = state.counter("blocks_hit");
        double share = hit / (hit + read);
        if (!(read >= scene.of(BLOCKS)) || share >= scene.of(SHARE)) {
            return List.of();
        }
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence(
                Evidence.Label.CATALOG,
                Amount.count(read) + " blocks read, " + Amount.count(hit) + " found in shared buffers",
                Map.of("share", share, "read", read)));
        double each = state.counter("read_ms") / read;
        if (each > 0) {
            evidence.add(Evidence.catalog("a read takes " + Amount.digits(1000 * each) + " µs"
                    + (each < 0.1 ? ": mostly from the operating system's cache" : ": mostly from disk")));
        }
        scene.workload().statements().stream()
                .filter(s -> read(s) > 0.1 * read)
                .sorted(Comparator.comparingDouble(CacheHitRule::read).reversed())
                .limit(3)
                .map(s -> Evidence.catalog(Amount.count(read(s)) + " of them by " + Who.brief(s.text())))
                .forEach(evidence::add);
        return List.of(Finding.of(
                slug(),
                Severity.NOTICE,
                "database " + scene.catalog().database(),
                Amount.share(1 - share) + " of the blocks asked for were not in shared buffers",
                "First look for what reads more than it needs: scans of whole tables, missing indexes. Then for memory: shared_buffers,"
                        + " and that of the machine.",
                evidence));
    }

    private static double read(Statement statement) {
        var counters = statement.counters();
        return counters == null ? 0 : counters.sharedBlocksRead();
    }
}
