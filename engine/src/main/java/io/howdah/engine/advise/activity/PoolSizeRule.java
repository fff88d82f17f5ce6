package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Activity.DatabaseAge;
import io.howdah.engine.catalog.Pooler.Pool;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sees pools that together may open more connections than the server gives: {@code default_pool_size} of PgBouncer holds for each user
 * and database, and is easily taken for the size of all.
 */
public final class PoolSizeRule implements Rule {

    @Override
    public String slug() {
        return "pool-size";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var pooler = scene.pooler();
        var catalog = scene.catalog();
        double given = Settings.number(catalog, "max_connections", 0)
                - Settings.number(catalog, "superuser_reserved_connections", 0)
                - Settings.number(catalog, "reserved_connections", 0);
        if (pooler == null || given <= 0) {
            return List.of();
        }
        var here = catalog.activity().databases().stream().map(DatabaseAge::name).collect(Collectors.toCollection(HashSet::new));
        here.add(catalog.database());
        var byDatabase = pooler.pools().stream()
                .filter(p -> here.contains(p.server()))
                .collect(Collectors.groupingBy(Pool::database, TreeMap::new, Collectors.toList()));
        long possible = byDatabase.values().stream().mapToLong(PoolSizeRule::possible).sum();
        return possible <= given ? List.of() : List.of(finding(byDatabase, possible, given));
    }

    private static long possible(List<Pool> pools) {
        long all = pools.stream().mapToLong(Pool::size).sum();
        int limit = pools.getFirst().databaseSize();
        return limit > 0 ? Math.min(limit, all) : all;
    }

    private Finding finding(Map<String, List<Pool>> byDatabase, long possible, double given) {
        return Finding.of(
                slug(),
                Severity.WARNING,
                "pgbouncer",
                "the pools of PgBouncer may open %s connections, and the server gives %s"
                        .formatted(Amount.count(possible), Amount.count(given)),
                "When they fill, whoever comes last is refused by the server, and PgBouncer tries again every few seconds while its clients"
                        + " wait. default_pool_size holds for each user and database; max_db_connections limits a database, max_user_connections a"
                        + " user.",
                byDatabase.entrySet().stream()
                        .map(e -> new Evidence(
                                Evidence.Label.CATALOG,
                                "%s: %d pools, %d connections at most"
                                        .formatted(e.getKey(), e.getValue().size(), possible(e.getValue())),
                                Map.of("connections", (double) possible(e.getValue()))))
                        .toList());
    }
}
