package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** For how long a server has counted index scans, and who else may have scanned. */
final class StatisticsAge {

    /** How long the server must have counted before an index counts as unused. */
    static final Threshold LONG_ENOUGH = new Threshold(
            "unused-index.days", 35, "days", "longer than a month and its reports; pganalyze and Azure wait as long");

    private StatisticsAge() {}

    /** Null where the server does not say. */
    static @Nullable Duration of(Catalog catalog) {
        var reset = catalog.activity().statisticsReset();
        var since = reset != null ? reset : catalog.server().startedAt();
        return since == null ? null : Duration.between(since, catalog.readAt());
    }

    static boolean isLongEnough(Scene scene) {
        var age = of(scene.catalog());
        return age != null && isLongEnough(scene, age);
    }

    static boolean isLongEnough(Scene scene, Duration age) {
        return (double) age.toSeconds()
                >= scene.of(LONG_ENOUGH) * Duration.ofDays(1).toSeconds();
    }

    /** A sentence that goes with every count of scans. */
    static String caveat(Scene scene) {
        var catalog = scene.catalog();
        var age = of(catalog);
        var counted = age == null
                ? "For how long the server has counted is not known."
                : "The server has counted for at least " + inWords(age)
                        + (isLongEnough(scene)
                                ? "."
                                : ", less than the %.0f days that would show monthly work."
                                        .formatted(scene.of(LONG_ENOUGH)));
        var replicas = catalog.activity().replicas();
        return counted
                + (replicas.isEmpty()
                        ? " Replicas count their own scans and were not seen."
                        : " Scans on the replicas (%s) were not seen."
                                .formatted(replicas.stream()
                                        .map(Activity.Replica::application)
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", "))));
    }

    private static String inWords(Duration age) {
        if (age.toDays() >= 2) {
            return age.toDays() + " days";
        }
        return age.toHours() >= 2 ? age.toHours() + " hours" : Math.max(0, age.toMinutes()) + " minutes";
    }
}
