package io.howdah.engine.advise.replication;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import java.util.List;

/**
 * Sees a standby on which someone paused replay: it falls behind, and keeps WAL, until someone resumes it.
 */
public final class ReplayPausedRule implements Rule {

    @Override
    public String slug() {
        return "replay-paused";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var standby = scene.catalog().state().standby();
        if (standby == null || !standby.paused()) {
            return List.of();
        }
        return List.of(Finding.of(
                        slug(),
                        Severity.WARNING,
                        "standby",
                        "replay is paused on this standby",
                        "It falls behind and keeps the WAL that it receives. A promotion would end the pause.",
                        List.of(Evidence.catalog("pg_is_wal_replay_paused() is true")))
                .mendedBy(Remedy.of("SELECT pg_wal_replay_resume();", "SELECT pg_wal_replay_pause();")));
    }
}
