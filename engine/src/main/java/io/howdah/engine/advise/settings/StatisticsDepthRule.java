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
 * Sees a default_statistics_target of which the planner learns too little, or which makes every ANALYZE and every planning dear.
 *
 * <p>100 values of each column are kept by default, from a sample of 300 rows for each (manual, sections 14.2.1 and 19.7.4). Where
 * a column needs more, statistics-target says so for that column alone.
 */
public final class StatisticsDepthRule implements Rule {

    private static final Threshold LEAST = new Threshold(
            "default-statistics-target.least", 100, "values", "manual, section 19.7.4: the default since 8.4");
    private static final Threshold MOST = new Threshold(
            "default-statistics-target.most", 1_000, "values", "ours: twice what pgtune gives a data warehouse");

    private static final int STANDARD = 100;
    private static final int SAMPLED = 300;

    @Override
    public String slug() {
        return "default-statistics-target";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(LEAST, MOST);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        double now = Settings.number(scene.catalog(), "default_statistics_target", STANDARD);
        if (now < scene.of(LEAST)) {
            return finding(
                    scene,
                    Severity.NOTICE,
                    "the planner keeps " + Amount.count(now) + " values of a column, fewer than it comes with",
                    "It misjudges how many rows a condition leaves, for every table analysed since. ANALYZE afterwards.");
        }
        return now > scene.of(MOST)
                ? finding(
                        scene,
                        Severity.INFO,
                        "ANALYZE samples " + Amount.count(SAMPLED * now) + " rows of every table",
                        "Each ANALYZE reads as many pages, and planning goes through as many values of each column. Set it for the"
                                + " columns that need it: ALTER TABLE … ALTER COLUMN … SET STATISTICS.")
                : List.of();
    }

    private List<Finding> finding(Scene scene, Severity severity, String title, String why) {
        return Advised.finding(
                slug(),
                severity,
                scene.catalog(),
                title,
                why,
                List.of(Advised.now(scene.catalog(), "default_statistics_target")),
                SettingChange.to("default_statistics_target", String.valueOf(STANDARD)));
    }
}
