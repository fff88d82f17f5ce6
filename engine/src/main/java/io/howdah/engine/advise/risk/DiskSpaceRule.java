package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Machine.Space;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.growth.DailyGrowth;
import io.howdah.engine.catalog.Catalog;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Says how full the disk is and when it will be full, where the server is on this machine; of another machine SQL shows the
 * database's size and that of the WAL directory, but no free space.
 *
 * <p>WAL is meant to stay near max_wal_size and wal_keep_size together (manual, section 28.5). Three times as much means that
 * something holds it: a slot, a failing archiver, or writes faster than checkpoints.
 */
public final class DiskSpaceRule implements Rule {

    private static final double TOO_MUCH = 3;

    /** Days; nobody's growth stays the same for ten years. */
    private static final double FORESEEN = 3650;

    private static final Threshold WARN = new Threshold(
            "disk-space.used", 0.9, "share of the file system", "pganalyze disk_space: 90 %, critical from 98 %");
    private static final Threshold ALARM =
            new Threshold("disk-space.nearly-full", 0.98, "share of the file system", "pganalyze disk_space: 98 %");
    private static final Threshold DAYS = new Threshold(
            "disk-space.days", 90, "days until it is full", "ours: a quarter is time enough to get a larger one");

    @Override
    public String slug() {
        return "disk-space";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WARN, ALARM, DAYS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var findings = new ArrayList<Finding>();
        double wal = catalog.activity().counters().getOrDefault("wal_directory_bytes", 0.0);
        double meant = Settings.number(catalog, "max_wal_size", 0) + Settings.number(catalog, "wal_keep_size", 0);
        if (meant > 0 && wal > TOO_MUCH * meant) {
            findings.add(tooMuchWal(wal, meant));
        }
        var machine = scene.machine();
        var space = machine == null ? null : machine.space();
        if (space != null) {
            findings.addAll(filling(scene, space));
        } else if (findings.isEmpty()) {
            findings.add(notVisible(catalog, wal));
        }
        return List.copyOf(findings);
    }

    private List<Finding> filling(Scene scene, Space space) {
        double used = 1 - (double) space.freeBytes() / Math.max(1, space.totalBytes());
        var growth = DailyGrowth.bytes(scene.catalog());
        double left = growth.isPresent() ? space.freeBytes() / growth.getAsDouble() : Double.POSITIVE_INFINITY;
        var days = left < FORESEEN ? OptionalDouble.of(left) : OptionalDouble.empty();
        boolean soon = days.isPresent() && days.getAsDouble() < scene.of(DAYS);
        return used < scene.of(WARN) && !soon
                ? List.of()
                : List.of(filling(
                        used >= scene.of(ALARM) ? Severity.CRITICAL : Severity.WARNING,
                        scene.catalog(),
                        space,
                        growth,
                        days));
    }

    private Finding filling(
            Severity severity, Catalog catalog, Space space, OptionalDouble growth, OptionalDouble days) {
        var title = new StringBuilder("the disk has %s free of %s"
                .formatted(Amount.bytes((double) space.freeBytes()), Amount.bytes((double) space.totalBytes())));
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence(
                Evidence.Label.OBSERVED,
                "the file system of the data directory",
                Map.of("free_bytes", (double) space.freeBytes(), "total_bytes", (double) space.totalBytes())));
        if (growth.isPresent() && days.isPresent()) {
            var full = catalog.readAt().plus(Duration.ofMinutes(Math.round(days.getAsDouble() * 1440)));
            title.append(String.format(
                    Locale.ROOT,
                    " and is full in %.0f days, about %tF",
                    days.getAsDouble(),
                    full.atZone(ZoneOffset.UTC)));
            evidence.add(new Evidence(
                    Evidence.Label.ESTIMATED,
                    "tables and indexes of this database grow by " + Amount.bytes(growth.getAsDouble())
                            + " a day, by rows inserted less rows deleted since the counters were reset",
                    Map.of("bytes_per_day", growth.getAsDouble())));
        }
        return Finding.of(
                slug(),
                severity,
                "server",
                title.toString(),
                "When the disk is full the server stops. A larger one, older rows in partitions that can be dropped, or the indexes"
                        + " that nobody uses make room; VACUUM alone gives nothing back.",
                evidence);
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
