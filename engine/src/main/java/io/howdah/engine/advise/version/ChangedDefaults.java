package io.howdah.engine.advise.version;

import io.howdah.engine.catalog.Catalog;
import java.util.List;

/** Settings whose default a newer version changed, where the server goes by the default (release notes of 15 to 18). */
final class ChangedDefaults {

    /**
     * A changed default.
     *
     * @param name of a setting that the older version has
     */
    private record Changed(int since, String name, String before, String after) {}

    private static final List<Changed> ALL = List.of(
            new Changed(15, "hash_mem_multiplier", "1", "2: hashes may take twice work_mem"),
            new Changed(15, "log_checkpoints", "off", "on"),
            new Changed(15, "log_autovacuum_min_duration", "-1", "10min"),
            new Changed(17, "vacuum_buffer_usage_limit", "256kB", "2MB"),
            new Changed(18, "effective_io_concurrency", "1", "16"),
            new Changed(18, "maintenance_io_concurrency", "10", "16"));

    private ChangedDefaults() {}

    static List<String> of(Catalog catalog) {
        return ALL.stream()
                .filter(c -> catalog.server().major() < c.since)
                .filter(c -> catalog.setting(c.name)
                        .filter(s -> s.source().equals("default"))
                        .isPresent())
                .map(c -> "from %d on: the default of %s is no longer %s but %s"
                        .formatted(c.since, c.name, c.before, c.after))
                .toList();
    }
}
