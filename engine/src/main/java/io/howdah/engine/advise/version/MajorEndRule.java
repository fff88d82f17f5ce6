package io.howdah.engine.advise.version;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Sees a major version that gets no more releases, or will soon not.
 *
 * <p>Each is kept up for five years after its first release (versioning policy of the project); the dates were known when
 * this program was built.
 */
public final class MajorEndRule implements Rule {

    private static final Threshold DAYS =
            new Threshold("major-end.days", 270, "days before the end", "ours: three quarters of a year to plan");

    @Override
    public String slug() {
        return "major-end";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(DAYS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var release = Releases.of(catalog.server().major());
        var today = catalog.readAt().atZone(ZoneOffset.UTC).toLocalDate();
        if (release == null || today.plusDays((long) scene.of(DAYS)).isBefore(release.end())) {
            return List.of();
        }
        boolean over = today.isAfter(release.end());
        return List.of(Finding.of(
                slug(),
                over ? Severity.WARNING : Severity.NOTICE,
                "server",
                "PostgreSQL " + catalog.server().major()
                        + (over ? " got its last release on " : " gets its last release on ") + release.end(),
                "After it, errors and security holes stay. Plan the upgrade: pg_upgrade for minutes of standing still, logical"
                        + " replication for seconds. The rule upgrade-blockers says what stands in its way here.",
                List.of(Evidence.catalog(
                        "five years after the first release of the version; known on " + Releases.KNOWN))));
    }
}
