package io.howdah.engine.advise.version;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import java.util.List;

/**
 * Sees a server that would not notice when its disk gives back other data than was written: data_checksums, on by
 * default since 18 (manual, section 28.2).
 */
public final class ChecksumsOffRule implements Rule {

    @Override
    public String slug() {
        return "checksums-off";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        if (!Settings.is(scene.catalog(), "data_checksums", "off")) {
            return List.of();
        }
        return List.of(Finding.of(
                slug(),
                Severity.NOTICE,
                "server",
                "pages have no checksums",
                "Damage by disks, memory or the kernel is found when it is too late, and has gone into every backup. pg_checksums"
                        + " --enable turns them on while the server is stopped: on a standby first, then switch over.",
                List.of(Evidence.catalog("data_checksums = off"))));
    }
}
