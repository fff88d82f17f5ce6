package io.howdah.engine.read;

import io.howdah.engine.catalog.Pooler;
import io.howdah.engine.catalog.Pooler.Pool;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.PoolerConsole;
import io.howdah.engine.postgres.PoolerConsole.Topic;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what a PgBouncer does at the moment from its console; a user of {@code stats_users} may. */
public final class PoolerReader {

    /** Names its own console as a database too. */
    private static final String CONSOLE = "pgbouncer";

    private final Map<String, Map<String, String>> databases;
    private final Map<String, Map<String, String>> statistics;

    private PoolerReader(PoolerConsole console) {
        this.databases = by("name", console.show(Topic.DATABASES));
        this.statistics = by("database", console.show(Topic.STATS));
    }

    /** @param console where PgBouncer listens, and a user that may look */
    public static Pooler read(ConnectionSettings console) {
        try (var open = PoolerConsole.open(console)) {
            var reader = new PoolerReader(open);
            var pools = open.show(Topic.POOLS).stream()
                    .filter(row -> !CONSOLE.equals(row.get("database")))
                    .map(reader::pool)
                    .toList();
            var config = by("key", open.show(Topic.CONFIG));
            return new Pooler(
                    open.version(), (int) number(config.getOrDefault("max_client_conn", Map.of()), "value"), pools);
        }
    }

    private static Map<String, Map<String, String>> by(String column, List<Map<String, String>> rows) {
        return rows.stream()
                .collect(Collectors.toMap(r -> r.getOrDefault(column, ""), Function.identity(), (one, other) -> one));
    }

    private Pool pool(Map<String, String> row) {
        var name = row.getOrDefault("database", "");
        var database = databases.getOrDefault(name, Map.of());
        var statistic = statistics.getOrDefault(name, Map.of());
        double transactions = Math.max(1, number(statistic, "total_xact_count"));
        return new Pool(
                name,
                database.getOrDefault("database", name),
                row.getOrDefault("user", ""),
                row.getOrDefault("pool_mode", database.getOrDefault("pool_mode", "session")),
                (long) number(row, "cl_active"),
                (long) number(row, "cl_waiting"),
                number(row, "maxwait") + number(row, "maxwait_us") / 1e6,
                (long) number(row, "sv_active"),
                (int) (number(database, "pool_size")
                        + number(database, "reserve_pool")
                        + number(database, "reserve_pool_size")),
                (int) number(database, "max_connections"),
                number(statistic, "total_wait_time") / 1e3 / transactions,
                number(statistic, "total_xact_time") / 1e3 / transactions);
    }

    /** 0 where an older or newer version does not show it. */
    private static double number(Map<String, String> row, String column) {
        var text = row.getOrDefault(column, "");
        return text.matches("\\d+(\\.\\d+)?") ? Double.parseDouble(text) : 0;
    }
}
