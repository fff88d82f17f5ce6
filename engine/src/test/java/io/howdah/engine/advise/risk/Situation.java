package io.howdah.engine.advise.risk;

import io.howdah.engine.Servers;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Server;
import io.howdah.engine.catalog.Setting;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Catalogs for tests of rules: as a server has them, the same some time later, or made by hand where no server can be brought there. */
final class Situation {

    static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private Situation() {}

    static Catalog of(Database db) {
        return CatalogReader.read(Servers.sessions(db));
    }

    /** The same sessions and prepared transactions, as if nothing had changed for so long. */
    static Catalog later(Catalog catalog, double seconds) {
        var activity = catalog.activity();
        var sessions = activity.sessions().stream().map(s -> later(s, seconds)).toList();
        var prepared = activity.preparedTransactions().stream()
                .map(t -> new Activity.PreparedTransaction(
                        t.gid(), t.owner(), t.database(), t.ageSeconds() + seconds, t.xidAge()))
                .toList();
        return with(
                catalog,
                new Activity(
                        sessions,
                        activity.slots(),
                        prepared,
                        activity.replicas(),
                        activity.archiver(),
                        activity.databases(),
                        activity.statisticsReset(),
                        activity.counters()));
    }

    private static Activity.Session later(Activity.Session s, double seconds) {
        return new Activity.Session(
                s.pid(),
                s.user(),
                s.database(),
                s.application(),
                s.state(),
                s.waitEventType(),
                s.waitEvent(),
                s.transactionSeconds() == null ? null : s.transactionSeconds() + seconds,
                s.stateSeconds() == null ? null : s.stateSeconds() + seconds,
                s.xminAge(),
                s.query(),
                s.blockedBy(),
                s.waitSeconds() == null ? null : s.waitSeconds() + seconds);
    }

    static Catalog with(Catalog catalog, Activity activity) {
        return new Catalog(
                catalog.server(),
                catalog.database(),
                catalog.databaseBytes(),
                catalog.readAt(),
                catalog.relations(),
                catalog.sequences(),
                catalog.settings(),
                catalog.extensions(),
                activity,
                catalog.unseen(),
                catalog.types(),
                catalog.locale(),
                catalog.roleSettings(),
                catalog.extendedStatistics(),
                catalog.definitions());
    }

    /** An otherwise empty catalog with settings in their base units. */
    static Catalog madeUp(Activity activity, Map<String, String> settings) {
        return new Catalog(
                new Server(180000, "18.0", NOW, false),
                "app",
                1,
                NOW,
                List.of(),
                List.of(),
                settings.entrySet().stream()
                        .map(s -> new Setting(s.getKey(), s.getValue(), null, "default", "user", null, false))
                        .toList(),
                List.of(),
                activity,
                List.of());
    }

    static Activity databases(Activity.DatabaseAge... databases) {
        return new Activity(List.of(), List.of(), List.of(), List.of(), null, List.of(databases), null, Map.of());
    }

    static Activity archiver(Activity.@Nullable Archiver archiver) {
        return new Activity(List.of(), List.of(), List.of(), List.of(), archiver, List.of(), null, Map.of());
    }

    static Activity replicas(Activity.Replica... replicas) {
        return new Activity(List.of(), List.of(), List.of(), List.of(replicas), null, List.of(), null, Map.of());
    }

    static Activity slots(Activity.Slot... slots) {
        return new Activity(List.of(), List.of(slots), List.of(), List.of(), null, List.of(), null, Map.of());
    }

    static Activity counters(Map<String, Double> counters) {
        return new Activity(List.of(), List.of(), List.of(), List.of(), null, List.of(), null, counters);
    }

    /** What the rule sees, each as "SEVERITY subject: title". */
    static List<String> seen(Rule rule, Catalog catalog) {
        return rule.examine(catalog).stream().map(Situation::text).toList();
    }

    private static String text(Finding finding) {
        return finding.severity() + " " + finding.subject() + ": " + finding.title();
    }
}
