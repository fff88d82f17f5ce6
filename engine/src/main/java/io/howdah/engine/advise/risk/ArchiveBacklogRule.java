package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Catalog;
import java.util.List;
import java.util.Set;

/**
 * Sees WAL that waits to be archived: more segments than a moment's peak leaves, or all of them because nothing archives.
 *
 * <p>The server keeps a segment until archive_command or archive_library has taken it (manual, section 25.3.1). One segment is
 * taken after the other, so that a slow target falls behind without a single failure.
 */
public final class ArchiveBacklogRule implements Rule {

    private static final Threshold SEGMENTS = new Threshold(
            "archive-backlog.segments", 64, "segments", "ours: 1 GB; check_postgres archive_ready warns from 10");

    private static final double SEGMENT_BYTES = 16.0 * 1024 * 1024;
    private static final Set<String> ON = Set.of("on", "always");
    private static final Set<String> ON_STANDBY = Set.of("always");

    @Override
    public String slug() {
        return "archive-backlog";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SEGMENTS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        if (isToNobody(catalog)) {
            return List.of(finding(
                    catalog,
                    "WAL is kept to be archived, and nothing archives it",
                    "archive_mode is on without archive_command and archive_library: every segment stays until the disk is full. Set"
                            + " one of them, or archive_command = '/bin/true' where nothing is to be kept."));
        }
        double waiting = ready(catalog);
        return waiting >= scene.of(SEGMENTS)
                ? List.of(
                        finding(
                                catalog,
                                Amount.count(waiting) + " segments of WAL wait to be archived, "
                                        + Amount.bytes(waiting * segment(catalog)),
                                "A restore ends before them, and they stay on the disk. The target is too slow or away: look at the time"
                                        + " that archive_command takes for one; several at once are what pgBackRest and WAL-G are for."))
                : List.of();
    }

    /** Where a library is asked for by name, it is in place of the command. A standby keeps what it receives only with always. */
    private static boolean isToNobody(Catalog catalog) {
        var keeping = catalog.server().inRecovery() ? ON_STANDBY : ON;
        return catalog.setting("archive_mode")
                        .filter(s -> keeping.contains(s.value()))
                        .isPresent()
                && Settings.is(catalog, "archive_command", "")
                && catalog.setting("archive_library")
                        .filter(s -> !s.value().isEmpty())
                        .isEmpty();
    }

    private static double ready(Catalog catalog) {
        return catalog.activity().counters().getOrDefault("archive_ready", 0.0);
    }

    private static double segment(Catalog catalog) {
        return Settings.number(catalog, "wal_segment_size", SEGMENT_BYTES);
    }

    private Finding finding(Catalog catalog, String title, String why) {
        double waiting = ready(catalog);
        return Finding.of(
                        slug(),
                        Severity.WARNING,
                        "server",
                        title,
                        why,
                        List.of(Evidence.catalog(Amount.count(waiting) + " segments of "
                                + Amount.bytes(segment(catalog)) + " are ready to be archived")))
                .costing(Cost.ofBytes((long) (waiting * segment(catalog))));
    }
}
