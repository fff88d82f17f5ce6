package io.howdah.engine.advise.activity;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Pooler.Database;
import io.howdah.engine.catalog.Pooler.Pool;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sees pools that together may open more connections than the server gives: {@code default_pool_size} of PgBouncer holds for each user
 * and database, and is easily mistaken for the size of all pools together. Only pools that somebody uses count, and the servers that have a database of
 * this name, each by itself: one may be the primary and another its replica.
 */
public final class PoolSizeRule implements Rule {

    private static final Threshold NEAR = new Threshold(
            "pool-size.near",
            0.8,
            "of the server's connections, open already",
            "ours: from there a peak of one application is enough");

    @Override
    public String slug() {
        return "pool-size";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(NEAR);
    }

    @Override
    public boolean looksAt(Scene scene) {
        return scene.pooler() != null;
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var pooler = scene.pooler();
        var catalog = scene.catalog();
        double given = Settings.connections(catalog);
        if (pooler == null || given <= 0) {
            return List.of();
        }
        return pooler.databases().stream().collect(Collectors.groupingBy(Database::place)).values().stream()
                .filter(place -> place.stream()
                        .anyMatch(d -> d.server().equals(scene.catalog().database())))
                .map(place -> new Pools(place, pooler.mostForUser()))
                .max(Comparator.comparingLong(Pools::possible))
                .filter(pools -> pools.possible() > given)
                .map(pools -> finding(pools, given, scene.of(NEAR)))
                .stream()
                .toList();
    }

    /** Those before one server. */
    private record Pools(List<Database> databases, int mostForUser) {

        long possible() {
            long byDatabase = databases.stream().mapToLong(Pools::possible).sum();
            return mostForUser > 0 ? Math.min(byDatabase, byUser()) : byDatabase;
        }

        static long possible(Database database) {
            long all = used(database).stream().mapToLong(p -> size(database)).sum();
            return database.mostConnections() > 0 ? Math.min(database.mostConnections(), all) : all;
        }

        static Collection<Pool> used(Database database) {
            return database.pools().stream()
                    .filter(p -> p.clients() + p.open() > 0)
                    .toList();
        }

        private static long size(Database database) {
            return (long) database.size() + database.reserve();
        }

        private long byUser() {
            var sums = new HashMap<String, Long>();
            for (var database : databases) {
                used(database).forEach(pool -> sums.merge(pool.user(), size(database), Long::sum));
            }
            return sums.values().stream()
                    .mapToLong(sum -> Math.min(sum, mostForUser))
                    .sum();
        }

        long open() {
            return databases.stream()
                    .flatMap(d -> d.pools().stream())
                    .mapToLong(Pool::open)
                    .sum();
        }
    }

    private Finding finding(Pools pools, double given, double near) {
        return Finding.of(
                slug(),
                pools.open() >= near * given ? Severity.WARNING : Severity.NOTICE,
                "pgbouncer",
                "the pools of PgBouncer may open %s connections, and the server gives %s"
                        .formatted(Amount.count(pools.possible()), Amount.count(given)),
                "When they fill, whoever comes last is refused by the server, and PgBouncer tries again every few seconds"
                        + " while its clients wait. default_pool_size holds for each user and database;"
                        + " max_db_connections limits a database, max_user_connections a user.",
                pools.databases().stream()
                        .filter(d -> !Pools.used(d).isEmpty())
                        .map(PoolSizeRule::evidence)
                        .toList());
    }

    private static Evidence evidence(Database database) {
        double possible = Pools.possible(database);
        int pools = Pools.used(database).size();
        return new Evidence(
                Evidence.Label.CATALOG,
                "%s: %d %s in use, %s connections at most, %d now"
                        .formatted(
                                database.name(),
                                pools,
                                pools == 1 ? "pool" : "pools",
                                Amount.count(possible),
                                database.connections()),
                Map.of("possible", possible, "now", (double) database.connections()));
    }
}
