package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Activity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees WAL archiving that fails.
 *
 * <p>The server keeps every segment that was not archived and stops when the disk is full (manual, section 25.3.1). It fails now if
 * its last attempt was a failure.
 */
public final class ArchiverFailingRule implements Rule {

    @Override
    public String slug() {
        return "archiver-failing";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var archiver = catalog.activity().archiver();
        if (archiver == null
                || Settings.is(catalog, "archive_mode", "off")
                || !failsNow(archiver.lastFailed(), archiver.lastArchived())) {
            return List.of();
        }
        return List.of(finding(archiver));
    }

    private static boolean failsNow(@Nullable Instant lastFailed, @Nullable Instant lastArchived) {
        return lastFailed != null && (lastArchived == null || lastFailed.isAfter(lastArchived));
    }

    private Finding finding(Activity.Archiver archiver) {
        var success = archiver.lastArchived() == null ? "never succeeded" : "last succeeded " + archiver.lastArchived();
        return Finding.of(
                slug(),
                Severity.CRITICAL,
                "server",
                "archiving of WAL fails: " + archiver.failed() + " failures, " + success,
                "WAL piles up until the disk is full, and the backup ends where archiving ended. Run archive_command by hand as"
                        + " the server's user for the segment named here; its error is in the server's log.",
                List.of(Evidence.catalog("failed last on " + archiver.lastFailedWal() + ", " + archiver.lastFailed())));
    }
}
