package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.settings.SettingChange;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.ServerState;
import java.util.List;
import java.util.Map;

/**
 * Sees sessions that must write dirty pages themselves before they can read: neither checkpoints nor the background
 * writer got to them.
 *
 * <p>From pg_stat_io since 16, from buffers_backend before. Bulk loads write their own pages by design and are counted
 * apart since 16 (context bulkwrite); before, a finding is for information.
 */
public final class BackendWritesRule implements Rule {

    private static final Threshold PAGES =
            new Threshold("backend-writes.pages", 100000, "pages since the counters began", "ours: 800 MB");
    private static final Threshold SHARE =
            new Threshold("backend-writes.share", 0.4, "share of the pages written", "ours");

    @Override
    public String slug() {
        return "backend-writes";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(PAGES, SHARE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        double own =
                catalog.state().io().isEmpty() ? catalog.state().counter("buffers_backend") : written(catalog, true);
        double all = catalog.state().io().isEmpty()
                ? own
                        + catalog.state().counter("buffers_clean")
                        + catalog.state().counter("buffers_checkpoint")
                : written(catalog, false);
        if (!(own >= scene.of(PAGES)) || own < scene.of(SHARE) * all) {
            return List.of();
        }
        double stopped = catalog.state().counters().getOrDefault("cleaning_stopped", 0.0);
        boolean exact = !catalog.state().io().isEmpty();
        return List.of(Finding.of(
                        slug(),
                        exact ? Severity.NOTICE : Severity.INFO,
                        "server",
                        Amount.share(own / all) + " of the pages written were written by sessions themselves",
                        "A session that needs a buffer writes the dirty page in it first, and its statement waits. Let the background"
                                + " writer do more; with too few shared buffers it cannot keep up.",
                        List.of(new Evidence(
                                Evidence.Label.CATALOG,
                                Amount.count(own) + " pages; the background writer stopped at its limit "
                                        + Amount.count(stopped) + " times",
                                Map.of("own", own, "all", all))))
                .mendedBy(SettingChange.remedy(
                        catalog,
                        SettingChange.to("bgwriter_lru_maxpages", "1000"),
                        SettingChange.to("bgwriter_lru_multiplier", "4"))));
    }

    private static double written(Catalog catalog, boolean bySessions) {
        return catalog.state().io().stream()
                .filter(i -> i.object().equals("relation") && i.context().equals("normal"))
                .filter(i -> !bySessions || i.backend().equals("client backend"))
                .mapToDouble(ServerState.Io::writes)
                .sum();
    }
}
