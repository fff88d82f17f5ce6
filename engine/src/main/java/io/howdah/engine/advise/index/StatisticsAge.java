package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** For how long a server has counted index scans, and who else may have scanned. */
final class StatisticsAge {

    /** Five weeks: longer than a month, so that reports at its end were seen. Others wait as long (pganalyze, Azure). */
    static final Duration LONG_ENOUGH = Duration.ofDays(35);

    private StatisticsAge() {}

    /** Null where the server does not say. */
    static @Nullable Duration of(Catalog catalog) {
        var reset = catalog.activity().statisticsReset();
        var since = reset != null ? reset : catalog.server().startedAt();
        return since == null ? null : Duration.between(since, catalog.readAt());
    }

    static boolean isLongEnough(Catalog catalog) {
        var age = of(catalog);
        return age != null && age.compareTo(LONG_ENOUGH) >= 0;
    }

    /** A sentence that goes with every count of scans. */
    static String caveat(Catalog catalog) {
        var age = of(catalog);
        var counted = age == null
                ? "For how long the server has counted is not known."
                : "The server has counted for at least " + inWords(age)
                        + (isLongEnough(catalog)
                                ? "."
                                : ", less than the %d days that would show monthly work."
                                        .formatted(LONG_ENOUGH.toDays()));
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
