package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.util.List;
import java.util.Map;

/**
 * Sees a server that is about to refuse connections.
 *
 * <p>Ordinary roles get {@code max_connections} less the reserved ones (manual, section 19.3.1). Warns at 80 % and calls 95 %
 * critical: the step between is what a restarted application with a pool of its own takes at once.
 */
public final class ConnectionLimitRule implements Rule {

    private static final Threshold WARNING = new Threshold(
            "connection-limit.used",
            0.8,
            "share of the connections",
            "ours: a restarted application takes the rest at once");
    private static final Threshold CRITICAL = new Threshold(
            "connection-limit.critical", 0.95, "share of the connections", "ours: the next pool that grows is refused");

    @Override
    public String slug() {
        return "connection-limit";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WARNING, CRITICAL);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        double limit = Settings.connections(catalog);
        double used = catalog.activity().counters().getOrDefault("connections", 0.0);
        if (limit <= 0 || used < scene.of(WARNING) * limit) {
            return List.of();
        }
        long idle = catalog.activity().sessions().stream()
                .filter(s -> "idle".equals(s.state()))
                .count();
        var title = "%s of %s connections are taken".formatted(Amount.count(used), Amount.count(limit));
        var evidence = new Evidence(
                Evidence.Label.CATALOG,
                title + ", " + idle + " of them visibly idle",
                Map.of("used", used, "limit", limit, "idle", (double) idle));
        return List.of(Finding.of(
                slug(),
                used >= scene.of(CRITICAL) * limit ? Severity.CRITICAL : Severity.WARNING,
                "server",
                title,
                "At the limit every new connection fails. Pool connections (a transaction pooler, smaller pools in the"
                        + " applications) before raising max_connections, which needs a restart and costs memory.",
                List.of(evidence)));
    }
}
