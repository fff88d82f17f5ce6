package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Activity;
import java.util.List;

/** Sees databases in which pages were read whose checksum was wrong: the storage lost or changed data (section 28.2). */
public final class ChecksumFailureRule implements Rule {

    @Override
    public String slug() {
        return "checksum-failure";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        return catalog.activity().databases().stream()
                .filter(d -> d.checksumFailures() > 0)
                .map(this::finding)
                .toList();
    }

    private Finding finding(Activity.DatabaseAge database) {
        return Finding.of(
                slug(),
                Severity.CRITICAL,
                "database " + database.name(),
                "%d pages of %s had a wrong checksum".formatted(database.checksumFailures(), database.name()),
                "Data are damaged on disk. Keep every backup, find the pages in the server's log, check the storage and restore"
                        + " what is affected; do not go on as if nothing were.",
                List.of(Evidence.catalog("pg_stat_database.checksum_failures = " + database.checksumFailures())));
    }
}
