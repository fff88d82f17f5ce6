package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import java.util.List;

/**
 * Sees large shared buffers in pages of 4 kB, where huge pages save memory for page tables and time (manual, section
 * 18.4.5).
 *
 * <p>Whether they are in use is told by huge_pages_status since 17.
 */
public final class HugePagesRule implements Rule {

    private static final Threshold LEAST = new Threshold(
            "huge-pages.bytes",
            8.0 * 1024 * 1024 * 1024,
            "bytes of shared buffers",
            "ours: below, page tables are small");

    @Override
    public String slug() {
        return "huge-pages";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(LEAST);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        double buffers = Settings.number(catalog, "shared_buffers", 0);
        boolean off = Settings.is(catalog, "huge_pages_status", "off") || Settings.is(catalog, "huge_pages", "off");
        if (!off || buffers < scene.of(LEAST)) {
            return List.of();
        }
        double pages = Settings.number(catalog, "shared_memory_size_in_huge_pages", 0);
        return Advised.finding(
                slug(),
                Severity.INFO,
                catalog,
                "shared buffers of " + Amount.bytes(buffers) + " are in pages of 4 kB",
                "Every session has page tables of its own for them. Reserve huge pages on the machine"
                        + (pages > 0 ? " (sysctl vm.nr_hugepages=%.0f)".formatted(pages) : "")
                        + "; with huge_pages = try the server takes them at the next restart.",
                List.of(Advised.now(catalog, "huge_pages", "huge_pages_status", "shared_memory_size_in_huge_pages")),
                SettingChange.to("huge_pages", "try"));
    }
}
