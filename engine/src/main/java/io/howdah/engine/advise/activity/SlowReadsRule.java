package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.util.List;
import java.util.Map;

/**
 * Sees a disk that answers slowly: the mean time of a read, which track_io_timing tells.
 *
 * <p>A read that the operating system has in its cache takes microseconds, one from flash 0.1 to 0.5 ms, one from a turning
 * disk some 8 ms. The mean is below the disk's own time.
 */
public final class SlowReadsRule implements Rule {

    private static final Threshold MILLIS =
            new Threshold("slow-reads.ms", 2, "milliseconds a read", "ours: four times what flash takes");
    private static final Threshold READS =
            new Threshold("slow-reads.reads", 100000, "reads since the counters began", "ours");

    @Override
    public String slug() {
        return "slow-reads";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(MILLIS, READS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var state = scene.catalog().state();
        double reads = state.counter("blocks_read");
        double each = state.counter("read_ms") / reads;
        if (!(reads >= scene.of(READS)) || !(each >= scene.of(MILLIS))) {
            return List.of();
        }
        return List.of(Finding.of(
                slug(),
                Severity.NOTICE,
                "database " + scene.catalog().database(),
                "a read takes " + Amount.digits(each) + " ms on average",
                "The disk is slow or busy: look at its queue (iostat -x), at the limits of a network disk, and at what else uses it."
                        + " Fewer reads help as well: memory, and indexes.",
                List.of(new Evidence(
                        Evidence.Label.MEASURED,
                        Amount.count(reads) + " blocks read in " + Amount.duration(each * reads / 1000),
                        Map.of("ms", each)))));
    }
}
