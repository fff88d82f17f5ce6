package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Sees replicas that are behind, from the primary or on the replica itself.
 *
 * <p>A minute or 1 GB is more than checkpoints and bursts explain, and is what a failover would lose or replay; ten times that is
 * critical. Both limits are ours.
 */
public final class ReplicationLagRule implements Rule {

    private static final Threshold SECONDS = new Threshold(
            "replication-lag.seconds",
            60,
            "seconds behind",
            "ours: more than checkpoints and bursts explain; ten times as much is critical");
    private static final Threshold BYTES = new Threshold(
            "replication-lag.bytes",
            1073741824,
            "bytes behind",
            "ours: what a failover would lose or replay; ten times as much is critical");
    private static final double CRITICAL = 10;

    @Override
    public String slug() {
        return "replication-lag";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SECONDS, BYTES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var findings = new ArrayList<Finding>();
        for (var replica : catalog.activity().replicas()) {
            var name = Objects.requireNonNullElse(replica.application(), "unnamed")
                    + (replica.address() == null ? "" : " at " + replica.address());
            double seconds = replica.lagSeconds() == null ? 0 : replica.lagSeconds();
            double bytes = replica.lagBytes() == null ? 0 : replica.lagBytes();
            findings.addAll(judge(scene, "replica " + name, seconds, bytes, state(replica)));
        }
        var counters = catalog.activity().counters();
        double bytes = counters.getOrDefault("replay_delay_bytes", 0.0);
        double seconds = bytes > 0 ? counters.getOrDefault("replay_delay_seconds", 0.0) : 0;
        findings.addAll(judge(scene, "this replica", seconds, bytes, "as the replica itself sees it"));
        return List.copyOf(findings);
    }

    private static String state(Activity.Replica replica) {
        return "state " + Objects.requireNonNullElse(replica.state(), "not visible");
    }

    private List<Finding> judge(Scene scene, String subject, double seconds, double bytes, String state) {
        if (seconds < scene.of(SECONDS) && bytes < scene.of(BYTES)) {
            return List.of();
        }
        boolean critical = seconds >= CRITICAL * scene.of(SECONDS) || bytes >= CRITICAL * scene.of(BYTES);
        return List.of(Finding.of(
                slug(),
                critical ? Severity.CRITICAL : Severity.WARNING,
                subject,
                subject + " is " + Amount.bytes(bytes) + " and " + Amount.duration(seconds) + " behind",
                "Readers there see old data, and a failover would lose or have to replay as much. Look at the replica's"
                        + " disk and network, at long queries there, and at bulk writes here.",
                List.of(new Evidence(Evidence.Label.CATALOG, state, Map.of("bytes", bytes, "seconds", seconds)))));
    }
}
