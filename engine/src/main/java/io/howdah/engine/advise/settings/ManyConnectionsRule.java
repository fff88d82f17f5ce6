package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.util.List;

/**
 * Sees a max_connections that invites more sessions than the machine can work for.
 *
 * <p>Snapshots and locks cost with the number of sessions; more than a few for each core only wait (manual, section 19.3.1,
 * on the resources that each takes).
 */
public final class ManyConnectionsRule implements Rule {

    private static final Threshold MOST = new Threshold(
            "many-connections.connections",
            500,
            "connections, where the machine is not known",
            "pganalyze and PgHero warn from there");
    private static final Threshold CORE = new Threshold(
            "many-connections.core",
            20,
            "connections a core",
            "ours: four at work on each core, and five times as many idle");

    @Override
    public String slug() {
        return "many-connections";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(MOST, CORE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var machine = scene.machine();
        double allowed = Settings.number(catalog, "max_connections", 0);
        double limit = machine == null ? scene.of(MOST) : Math.max(200, scene.of(CORE) * machine.cores());
        if (allowed <= limit) {
            return List.of();
        }
        double used = catalog.activity().counters().getOrDefault("connections", 0.0);
        return Advised.finding(
                slug(),
                used > limit ? Severity.WARNING : Severity.NOTICE,
                catalog,
                Amount.count(allowed) + " connections are allowed"
                        + (machine == null ? "" : " on " + machine.cores() + " cores") + ", " + Amount.count(used)
                        + " are open",
                "A storm of connections then reaches the server instead of a queue before it. Pool them in transaction mode and"
                        + " allow what the pools need.",
                List.of(
                        Advised.now(catalog, "max_connections"),
                        machine == null ? "the machine is not known" : machine.source()),
                SettingChange.toCount("max_connections", limit));
    }
}
