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
 * <p>It has room for max_locks_per_transaction objects of each connection and prepared transaction, however many hold a lock on one
 * (manual, section 19.12), and for twice as many holders (sources, LockManagerShmemInit). A statement on a
 * table of a thousand partitions takes a lock on each and on each of their indexes, a dump on every table; when it is full, the
 * next statement fails with "out of shared memory", whoever sends it. Locks that sessions keep to themselves (fast path) take no
 * room.
 */
public final class LockTableRule implements Rule {

    private static final Threshold SHARE = new Threshold(
            "lock-table.share", 0.2, "share of the room", "postgres_exporter, PostgresTooManyLocksAcquired");
    private static final Threshold WARNING =
            new Threshold("lock-table.warning", 0.6, "share of the room", "ours: two more of the kind, and it is full");

    /** The table of holders has so many times the room of that of objects. */
    private static final double HOLDERS = 2;

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
        double room = room(catalog);
        if (room <= 0) {
            return List.of();
        }
        var objects = new Fill("%s objects are locked", counter(catalog, "locks"), room);
        var holders = new Fill("locks are held %s times", counter(catalog, "lock_holders"), HOLDERS * room);
        var fuller = holders.share() > objects.share() ? holders : objects;
        return fuller.share() >= scene.of(SHARE) ? List.of(finding(scene, fuller)) : List.of();
    }

    /** How full one of the two tables is. */
    private record Fill(String held, double count, double room) {

        double share() {
            return count / room;
        }

        String inWords() {
            return held.formatted(Amount.count(count)) + "; there is room for about " + Amount.count(room);
        }
    }

    private static double counter(Catalog catalog, String name) {
        return catalog.activity().counters().getOrDefault(name, 0.0);
    }

    private static double room(Catalog catalog) {
        return Settings.number(catalog, "max_locks_per_transaction", 0)
                * (Settings.number(catalog, "max_connections", 0)
                        + Settings.number(catalog, "max_prepared_transactions", 0));
    }

    private Finding finding(Scene scene, Fill fill) {
        var catalog = scene.catalog();
        double each = Settings.number(catalog, "max_locks_per_transaction", 64);
        return Finding.of(
                        slug(),
                        fill.share() >= scene.of(WARNING) ? Severity.WARNING : Severity.NOTICE,
                        "setting max_locks_per_transaction",
                        fill.inWords(),
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
