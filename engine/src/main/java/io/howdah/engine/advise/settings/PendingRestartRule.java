package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Setting;
import java.util.List;

/**
 * Sees settings that were changed in the files and wait for a restart.
 *
 * <p>What runs is then not what is written, and the next restart, perhaps an unplanned one, brings it
 * (pg_settings.pending_restart).
 */
public final class PendingRestartRule implements Rule {

    @Override
    public String slug() {
        return "pending-restart";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var waiting = scene.catalog().settings().stream()
                .filter(Setting::pendingRestart)
                .map(Setting::name)
                .toList();
        if (waiting.isEmpty()) {
            return List.of();
        }
        return List.of(Finding.of(
                slug(),
                Severity.NOTICE,
                "server",
                String.join(", ", waiting) + (waiting.size() == 1 ? " waits" : " wait") + " for a restart",
                "What runs is not what is written in the files; the next restart brings it, planned or not. Restart when it suits,"
                        + " or take the change back.",
                List.of(Evidence.catalog("now " + Advised.now(scene.catalog(), waiting.toArray(String[]::new))))));
    }
}
