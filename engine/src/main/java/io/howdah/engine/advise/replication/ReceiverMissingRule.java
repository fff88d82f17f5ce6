package io.howdah.engine.advise.replication;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.util.List;
import java.util.Objects;

/**
 * Sees a standby that receives nothing: its primary is down or does not let it in.
 *
 * <p>A standby fed from an archive alone has no receiver on purpose; it has no primary_conninfo.
 */
public final class ReceiverMissingRule implements Rule {

    private static final Threshold SECONDS =
            new Threshold("receiver-missing.seconds", 60, "seconds", "manual, section 19.6.3: wal_receiver_timeout");

    @Override
    public String slug() {
        return "receiver-missing";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SECONDS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var standby = catalog.state().standby();
        if (standby == null
                || catalog.setting("primary_conninfo")
                        .filter(s -> s.value().isEmpty())
                        .isPresent()) {
            return List.of();
        }
        double silent = Objects.requireNonNullElse(standby.silentSeconds(), 0.0);
        boolean quiet = silent > scene.of(SECONDS);
        if (standby.receiver() != null && !quiet) {
            return List.of();
        }
        var delay = catalog.activity().counters().get("replay_delay_seconds");
        return List.of(Finding.of(
                slug(),
                Severity.CRITICAL,
                "standby",
                quiet
                        ? "the primary has said nothing to this standby for " + Amount.duration(silent)
                        : "this standby has no WAL receiver: it does not reach its primary",
                "It falls behind; if the primary is gone, what it did not send is lost, and it is time to decide about a promotion."
                        + " The standby's log says why it is not let in.",
                List.of(Evidence.catalog(
                        delay == null
                                ? "the last replayed transaction is not known"
                                : "last replayed transaction " + Amount.duration(delay) + " ago"))));
    }
}
