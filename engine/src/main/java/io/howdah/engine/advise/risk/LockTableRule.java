package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.settings.SettingChange;
import io.howdah.engine.catalog.Catalog;
import java.util.List;

/**
 * Sees a shared table of locks that fills up.
 *
 * <p>It has room for max_locks_per_transaction of each connection and prepared transaction (manual, section 19.12). A statement on a
 * table of a thousand partitions takes a lock on each and on each of their indexes, a dump on every table; when it is full, the
 * next statement fails with "out of shared memory", whoever sends it. Locks that sessions keep to themselves (fast path) take no
 * room.
 */
public final class LockTableRule implements Rule {

    private static final Threshold SHARE = new Threshold(
            "lock-table.share", 0.2, "share of the room", "postgres_exporter, PostgresTooManyLocksAcquired");
    private static final Threshold WARNING =
            new Threshold("lock-table.warning", 0.6, "share of the room", "ours: two more of the kind, and it is full");

    @Override
    public String slug() {
        return "lock-table";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE, WARNING);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        double held = catalog.activity().counters().getOrDefault("locks", 0.0);
        double room = room(catalog);
        return room > 0 && held >= scene.of(SHARE) * room ? List.of(finding(scene, held, room)) : List.of();
    }

    private static double room(Catalog catalog) {
        return Settings.number(catalog, "max_locks_per_transaction", 0)
                * (Settings.number(catalog, "max_connections", 0)
                        + Settings.number(catalog, "max_prepared_transactions", 0));
    }

    private Finding finding(Scene scene, double held, double room) {
        var catalog = scene.catalog();
        double each = Settings.number(catalog, "max_locks_per_transaction", 64);
        return Finding.of(
                        slug(),
                        held >= scene.of(WARNING) * room ? Severity.WARNING : Severity.NOTICE,
                        "setting max_locks_per_transaction",
                        Amount.count(held) + " locks are held; there is room for about " + Amount.count(room),
                        "When it is full, statements fail with \"out of shared memory\", not only those that took the locks. Statements"
                                + " over many partitions take most: let them name the partition key. More room costs memory and"
                                + " a restart.",
                        List.of(Evidence.catalog("max_locks_per_transaction = " + Amount.count(each)
                                + ", max_connections = "
                                + Amount.count(Settings.number(catalog, "max_connections", 0)))))
                .mendedBy(SettingChange.remedy(
                        catalog, SettingChange.to("max_locks_per_transaction", String.valueOf((long) (4 * each)))));
    }
}
