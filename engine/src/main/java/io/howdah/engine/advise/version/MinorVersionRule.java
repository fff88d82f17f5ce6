package io.howdah.engine.advise.version;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.util.List;

/**
 * Sees a server behind the newest minor release of its major version that was known when this program was built.
 *
 * <p>Minor releases mend errors and security holes and need no more than a restart with new programs (versioning policy of
 * the project).
 */
public final class MinorVersionRule implements Rule {

    private static final Threshold BEHIND = new Threshold(
            "minor-version.releases",
            1,
            "minor releases",
            "versioning policy of the PostgreSQL project: always the current minor release");

    @Override
    public String slug() {
        return "minor-version";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(BEHIND);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var server = scene.catalog().server();
        var release = Releases.of(server.major());
        int minor = server.versionNumber() % 10_000;
        if (release == null || release.minor() - minor < scene.of(BEHIND)) {
            return List.of();
        }
        int behind = release.minor() - minor;
        return List.of(Finding.of(
                slug(),
                behind >= 3 ? Severity.WARNING : Severity.NOTICE,
                "server",
                "PostgreSQL " + server.version() + " is " + behind
                        + (behind == 1 ? " minor release" : " minor releases") + " behind " + server.major() + "."
                        + release.minor(),
                "Minor releases mend errors and security holes; new programs and a restart are all it takes. Read the release notes of"
                        + " each for what to do after, such as REINDEX.",
                List.of(Evidence.catalog("newest release known when this program was built, on " + Releases.KNOWN))));
    }
}
