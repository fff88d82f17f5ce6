package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import java.time.Duration;
import java.util.List;

/**
 * Says what the server knows of its backups, which is little: the last WAL that was archived, and base backups under way.
 *
 * <p>Dumps and snapshots of storage leave no trace in the server. Archiving that has been silent for a day is reported, for even
 * an idle server with archive_timeout archives (manual, section 25.3.1).
 */
public final class LastBackupRule implements Rule {

    private static final Threshold SILENT = new Threshold(
            "last-backup.hours",
            24,
            "hours without archiving",
            "ours: with archive_timeout even an idle server archives");

    @Override
    public String slug() {
        return "last-backup";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SILENT);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        if (catalog.server().inRecovery()
                || catalog.activity().counters().getOrDefault("base_backups_running", 0.0) > 0) {
            return List.of();
        }
        var archiver = catalog.activity().archiver();
        boolean archives = !Settings.is(catalog, "archive_mode", "off");
        if (!archives || archiver == null) {
            return List.of(notVisible(catalog));
        }
        return archiver.lastArchived() == null
                        || archiver.lastArchived()
                                .isBefore(catalog.readAt().minus(Duration.ofMinutes(Math.round(60 * scene.of(SILENT)))))
                ? List.of(silent(archiver))
                : List.of();
    }

    private Finding notVisible(Catalog catalog) {
        boolean replicated = !catalog.activity().replicas().isEmpty();
        return Finding.of(
                slug(),
                replicated ? Severity.NOTICE : Severity.WARNING,
                "server",
                "no backup is visible: WAL is not archived" + (replicated ? "" : ", and there is no replica"),
                "Dumps and snapshots of storage leave no trace here, so this may be in order. Make sure that a backup of last"
                        + " night exists elsewhere and that restoring it was tried.",
                List.of(Evidence.catalog("archive_mode = off; replicas: "
                        + catalog.activity().replicas().size())));
    }

    private Finding silent(Activity.Archiver archiver) {
        var last = archiver.lastArchived() == null ? "ever" : "since " + archiver.lastArchived();
        return Finding.of(
                slug(),
                Severity.WARNING,
                "server",
                "no WAL was archived " + last,
                "A restore would end there. If the server is merely idle, set archive_timeout; else look why nothing is archived.",
                List.of(Evidence.catalog("archived in all: " + archiver.archived())));
    }
}
