package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.ServerState.Progress;
import java.util.List;

/**
 * Sees vacuums, analyses, index builds, rewrites and copies that have been at work for long, with how far they are, and builds that
 * wait for transactions of others.
 *
 * <p>The progress is the server's own (manual, section 27.4). A concurrent build waits for every transaction that is older than it,
 * whichever tables that reads.
 */
public final class LongUpkeepRule implements Rule {

    private static final Threshold SECONDS = new Threshold(
            "long-upkeep.seconds", 3_600, "seconds", "ours: as long as a transaction may take for long-transaction");
    private static final Threshold WAITING =
            new Threshold("long-upkeep.waiting-seconds", 600, "seconds", "ours: online work of others is over by then");

    @Override
    public String slug() {
        return "long-upkeep";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SECONDS, WAITING);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().state().progress().stream()
                .filter(p -> p.seconds() >= scene.of(waits(p) ? WAITING : SECONDS))
                .map(this::finding)
                .toList();
    }

    private static boolean waits(Progress progress) {
        return progress.phase().startsWith("waiting for");
    }

    private Finding finding(Progress progress) {
        var what = progress.command() + (progress.relation() == null ? "" : " of " + progress.relation());
        boolean waits = waits(progress);
        return Finding.of(
                slug(),
                waits ? Severity.NOTICE : Severity.INFO,
                "pid " + progress.pid(),
                what + " has been at work for " + Amount.duration(progress.seconds())
                        + (waits ? ", and is " + progress.phase() : ""),
                waits
                        ? "It goes on when the transactions that began before it have ended; the longest are in the list of sessions."
                                + " Until then the index costs writes and serves nothing."
                        : "It uses the disk and a worker, and what it locks stays locked. Ending it loses what it has done.",
                List.of(Evidence.catalog(progress.phase() + done(progress))));
    }

    private static String done(Progress progress) {
        return progress.total() > 0
                ? ", " + Amount.share(Math.min(1, progress.done() / progress.total())) + " of it done"
                : "";
    }
}
