package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Machine;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Catalog;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sees a planner that prices random reads as on a turning disk though the data lies on flash, and reads that are not
 * asked for ahead.
 *
 * <p>random_page_cost is four times seq_page_cost by default; the manual names 1.1 for storage whose random reads cost
 * nearly the same (section 19.7.2). effective_io_concurrency is 1 before 18 and 16 from then on (section 19.4.3); flash
 * serves hundreds at once.
 */
public final class DiskCostsRule implements Rule {

    private static final Threshold RATIO = new Threshold(
            "disk-costs.ratio",
            2,
            "times seq_page_cost",
            "manual, section 19.7.2: 1.1 where random reads cost little more");

    private static final double FLASH_COST = 1.1;
    private static final String CONCURRENCY = "200";
    private static final double LEAST_CONCURRENCY = 16;

    @Override
    public String slug() {
        return "disk-costs";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(RATIO);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var machine = scene.machine();
        var catalog = scene.catalog();
        if (machine == null || !machine.disk().flash()) {
            return List.of();
        }
        double random = Settings.number(catalog, "random_page_cost", 4);
        double ratio = random / Math.max(0.01, Settings.number(catalog, "seq_page_cost", 1));
        if (ratio >= scene.of(RATIO)) {
            return costs(scene, machine, ratio);
        }
        return asksLittleAhead(catalog) ? concurrency(catalog, machine) : List.of();
    }

    private List<Finding> costs(Scene scene, Machine machine, double ratio) {
        var catalog = scene.catalog();
        var cost = SettingChange.to("random_page_cost", String.valueOf(FLASH_COST));
        var findings = Advised.finding(
                slug(),
                Severity.NOTICE,
                catalog,
                "the planner takes a random read for " + Amount.digits(ratio)
                        + " times as dear as a sequential one, on " + disk(machine),
                "It then reads whole tables where an index would be faster.",
                evidence(catalog, machine),
                asksLittleAhead(catalog) ? new SettingChange[] {cost, concurrency()} : new SettingChange[] {cost});
        return PlansUnder.evident(findings, scene, Map.of("random_page_cost", String.valueOf(FLASH_COST)));
    }

    private List<Finding> concurrency(Catalog catalog, Machine machine) {
        return Advised.finding(
                slug(),
                Severity.INFO,
                catalog,
                "effective_io_concurrency asks for few pages ahead, on " + disk(machine),
                "A bitmap scan, and from 18 on other scans too, then waits for one page after the other. It changes no plan.",
                evidence(catalog, machine),
                concurrency());
    }

    private static boolean asksLittleAhead(Catalog catalog) {
        return Settings.number(catalog, "effective_io_concurrency", LEAST_CONCURRENCY) < LEAST_CONCURRENCY;
    }

    private static SettingChange concurrency() {
        return SettingChange.to("effective_io_concurrency", CONCURRENCY);
    }

    private static String disk(Machine machine) {
        return machine.disk().name().toLowerCase(Locale.ROOT);
    }

    private static List<String> evidence(Catalog catalog, Machine machine) {
        return List.of(
                machine.source(),
                Advised.now(catalog, "random_page_cost", "seq_page_cost", "effective_io_concurrency"));
    }
}
