package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.settings.SettingChange;
import java.util.List;
import java.util.Map;

/**
 * Sees WAL that consists mostly of whole pages: each page that changes after a checkpoint goes there as a whole first
 * (manual, section 28.5).
 */
public final class PageImagesRule implements Rule {

    private static final Threshold SHARE = new Threshold("page-images.share", 0.6, "share of the WAL", "ours");
    private static final Threshold BYTES = new Threshold(
            "page-images.bytes", 10.0 * 1024 * 1024 * 1024, "bytes of WAL since the counters began", "ours");

    private static final double PAGE = 8192;

    @Override
    public String slug() {
        return "page-images";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE, BYTES);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        double bytes = catalog.state().counter("wal_bytes");
        double images = catalog.state().counter("wal_page_images");
        double share = Math.min(1, images * PAGE / bytes);
        boolean compressed = catalog.setting("wal_compression")
                .filter(s -> !s.value().equals("off"))
                .isPresent();
        if (!(bytes >= scene.of(BYTES)) || share < scene.of(SHARE) || compressed) {
            return List.of();
        }
        var method = catalog.server().major() >= 15 ? "lz4" : "on";
        return List.of(Finding.of(
                        slug(),
                        Severity.NOTICE,
                        "server",
                        "about " + Amount.share(share) + " of the WAL are whole pages",
                        "Compress them (lz4 where the server was built with it, else on: cheap for the processor), and let checkpoints"
                                + " come less often: a longer checkpoint_timeout with a larger max_wal_size.",
                        List.of(new Evidence(
                                Evidence.Label.CATALOG,
                                Amount.count(images) + " page images in " + Amount.bytes(bytes)
                                        + " of WAL; an upper bound, as the free part of a page is left out",
                                Map.of("images", images, "wal_bytes", bytes))))
                .costing(Cost.ofBytes(Math.round(share * bytes / 2)))
                .mendedBy(SettingChange.remedy(catalog, SettingChange.to("wal_compression", method))));
    }
}
