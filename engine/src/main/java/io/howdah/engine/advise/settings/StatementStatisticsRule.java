package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Setting;
import java.time.Duration;
import java.util.List;

/**
 * Sees statements that are not counted, or so many kinds of them that counters are thrown away.
 *
 * <p>Without pg_stat_statements nobody knows what the server does all day. Where it has no room it forgets the rarest
 * twentieth (manual, appendix F), usually because texts differ in their constants or lists.
 */
public final class StatementStatisticsRule implements Rule {

    private static final Threshold EVICTIONS =
            new Threshold("statement-statistics.evictions", 1, "times a day", "check_pgactivity pgss_dealloc");

    private static final double DAY = 86_400;

    @Override
    public String slug() {
        return "statement-statistics";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(EVICTIONS);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        var state = catalog.state();
        if (state.counter("statements_loaded") == 0) {
            return List.of(absent("the library is not loaded").mendedBy(preload(catalog)));
        }
        if (state.counter("statements_loaded") == 1
                && catalog.extensions().stream().noneMatch(e -> e.name().equals("pg_stat_statements"))) {
            return List.of(absent("the library is loaded, the extension is missing in this database")
                    .mendedBy(Remedy.of("CREATE EXTENSION pg_stat_statements;", "DROP EXTENSION pg_stat_statements;")));
        }
        return full(scene);
    }

    private Finding absent(String evidence) {
        return Finding.of(
                slug(),
                Severity.NOTICE,
                "pg_stat_statements",
                "statements are not counted",
                "Nobody can say what the server spends its time on, and advice has no workload to go by.",
                List.of(Evidence.catalog(evidence)));
    }

    private static Remedy preload(Catalog catalog) {
        var now =
                catalog.setting("shared_preload_libraries").map(Setting::value).orElse("");
        var list = now.isBlank() ? "pg_stat_statements" : now + ",pg_stat_statements";
        return SettingChange.remedy(catalog, SettingChange.to("shared_preload_libraries", list));
    }

    private List<Finding> full(Scene scene) {
        var catalog = scene.catalog();
        double held = catalog.state().counter("statements_held");
        double evicted = catalog.state().counter("statements_evicted");
        double room = Settings.number(catalog, "pg_stat_statements.max", 5_000);
        var since = scene.workload().since();
        double days = since == null
                ? 1
                : Math.max(1, Duration.between(since, catalog.readAt()).toSeconds() / DAY);
        if (!(evicted / days >= scene.of(EVICTIONS)) || held < room / 2) {
            return List.of();
        }
        return Advised.finding(
                slug(),
                Severity.NOTICE,
                catalog,
                "pg_stat_statements forgot statements " + Amount.count(evicted) + " times for want of room",
                "What is rare and dear may be among what it forgot. Texts that differ only in lists, names or comments fill it:"
                        + " bind values, use = ANY($1) for lists. More room costs memory and a restart.",
                List.of(
                        Amount.count(held) + " statements held",
                        Advised.now(catalog, "pg_stat_statements.max", "pg_stat_statements.track")),
                SettingChange.toCount("pg_stat_statements.max", 2 * room));
    }
}
