package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import java.util.List;
import java.util.Map;

/**
 * Says what SQL shows of the disk: the database's size and that of the WAL directory. Free space is not visible to SQL.
 *
 * <p>WAL is meant to stay near max_wal_size and wal_keep_size together (manual, section 28.5). Three times as much means that
 * something holds it: a slot, a failing archiver, or writes faster than checkpoints.
 */
public final class DiskSpaceRule implements Rule {

    private static final double TOO_MUCH = 3;

    @Override
    public String slug() {
        return "disk-space";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        double wal = catalog.activity().counters().getOrDefault("wal_directory_bytes", 0.0);
        double meant = Settings.number(catalog, "max_wal_size", 0) + Settings.number(catalog, "wal_keep_size", 0);
        if (meant > 0 && wal > TOO_MUCH * meant) {
            return List.of(tooMuchWal(wal, meant));
        }
        return List.of(notVisible(catalog, wal));
    }

    private Finding tooMuchWal(double wal, double meant) {
        return Finding.of(
                slug(),
                Severity.WARNING,
                "WAL directory",
                "WAL takes " + Amount.bytes(wal) + ", though the settings mean it to stay near " + Amount.bytes(meant),
                "Look for replication slots, a failing archiver, or bulk writes; when the disk is full the server stops. Free"
                        + " space is not visible to SQL: look on the machine.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        "sum of pg_ls_waldir()",
                        Map.of("wal_bytes", wal, "meant_bytes", meant))));
    }

    private Finding notVisible(Catalog catalog, double wal) {
        return Finding.of(
                slug(),
                Severity.INFO,
                "server",
                "free disk space is not visible to SQL",
                "Look on the machine. When the disk is full the server stops.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        "database " + Amount.bytes((double) catalog.databaseBytes())
                                + (wal > 0 ? ", WAL " + Amount.bytes(wal) : ", WAL not visible"),
                        Map.of("database_bytes", (double) catalog.databaseBytes(), "wal_bytes", wal))));
    }
}
