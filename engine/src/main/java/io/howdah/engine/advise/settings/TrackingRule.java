package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import java.util.List;

/**
 * Sees counters turned off by which everyone else judges.
 *
 * <p>track_activities shows what sessions do; track_io_timing tells time on disk from other time and costs little where the
 * clock is fast, which pg_test_timing measures (manual, section 19.9.1).
 */
public final class TrackingRule implements Rule {

    @Override
    public String slug() {
        return "tracking";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        if (Settings.is(catalog, "track_activities", "off")) {
            return Advised.finding(
                    slug(),
                    Severity.WARNING,
                    catalog,
                    "track_activities is off: nobody sees what sessions do",
                    "Blocking, long and idle transactions cannot be found.",
                    List.of(Advised.now(catalog, "track_activities")),
                    SettingChange.to("track_activities", "on"));
        }
        return Settings.is(catalog, "track_io_timing", "off")
                ? Advised.finding(
                        slug(),
                        Severity.INFO,
                        catalog,
                        "track_io_timing is off: time on disk cannot be told from other time",
                        "EXPLAIN, pg_stat_statements and pg_stat_io then have no times of reads. pg_test_timing on the machine says"
                                + " what it costs: little below 100 ns.",
                        List.of(Advised.now(catalog, "track_io_timing")),
                        SettingChange.to("track_io_timing", "on"))
                : List.of();
    }
}
