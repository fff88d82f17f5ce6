package io.howdah.engine.read;

import io.howdah.engine.catalog.Pooler;
import io.howdah.engine.catalog.Pooler.Database;
import io.howdah.engine.catalog.Pooler.Pool;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.PoolerConsole;
import io.howdah.engine.postgres.PoolerConsole.Topic;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what a PgBouncer does at the moment from its console; a user of {@code stats_users} may. Columns came and went with its versions:
 * what a version does not show counts as 0.
 */
public final class PoolerReader {

    /** Names its own console as a database too. */
    private static final String CONSOLE = "pgbouncer";

    private static final String DATABASE = "database";

    private PoolerReader() {}

    /** @param console where PgBouncer listens, and a user that may look */
    public static Pooler read(ConnectionSettings console) {
        try (var open = PoolerConsole.open(console)) {
            return of(
                    open.version(),
                    open.show(Topic.CONFIG),
                    open.show(Topic.DATABASES),
                    open.show(Topic.STATS),
                    open.show(Topic.POOLS));
        }
    }

    /** Of the rows that the console shows, each by the names of its columns. */
    static Pooler of(
            String version,
            List<Map<String, String>> config,
            List<Map<String, String>> databases,
            List<Map<String, String>> statistics,
            List<Map<String, String>> pools) {
        var settings = by("key", config);
        var counted = by(DATABASE, statistics);
        var pooled = pools.stream().collect(Collectors.groupingBy(row -> row.getOrDefault(DATABASE, "")));
        var all = databases.stream()
                .filter(row -> !CONSOLE.equals(row.get("name")))
                .map(row -> database(
                        row,
                        counted.getOrDefault(row.getOrDefault("name", ""), Map.of()),
                        pooled.getOrDefault(row.getOrDefault("name", ""), List.of())))
                .toList();
        return new Pooler(
                version, setting(settings, "max_client_conn"), setting(settings, "max_user_connections"), all);
    }

    private static Map<String, Map<String, String>> by(String column, List<Map<String, String>> rows) {
        return rows.stream()
                .collect(Collectors.toMap(r -> r.getOrDefault(column, ""), Function.identity(), (one, other) -> one));
    }

    private static int setting(Map<String, Map<String, String>> settings, String key) {
        return (int) number(settings.getOrDefault(key, Map.of()), "value");
    }

    private static Database database(
            Map<String, String> row, Map<String, String> statistic, List<Map<String, String>> pools) {
        var name = row.getOrDefault("name", "");
        double transactions = number(statistic, "total_xact_count");
        return new Database(
                name,
                row.getOrDefault(DATABASE, name),
                row.getOrDefault("host", "") + ":" + row.getOrDefault("port", ""),
                number(row, "paused") + number(row, "disabled") > 0,
                (int) number(row, "pool_size"),
                (int) (number(row, "reserve_pool") + number(row, "reserve_pool_size")),
                (int) number(row, "max_connections"),
                (int) number(row, "current_connections"),
                transactions,
                mean(number(statistic, "total_wait_time"), transactions),
                mean(number(statistic, "total_xact_time"), transactions),
                number(statistic, "avg_wait_time") > 0,
                pools.stream().map(PoolerReader::pool).toList());
    }

    /** In milliseconds, of a sum in microseconds. */
    private static double mean(double sum, double count) {
        return count == 0 ? 0 : sum / 1e3 / count;
    }

    private static Pool pool(Map<String, String> row) {
        return new Pool(
                row.getOrDefault("user", ""),
                row.getOrDefault("pool_mode", "session"),
                (long) number(row, "cl_active"),
                (long) number(row, "cl_waiting"),
                number(row, "maxwait") + number(row, "maxwait_us") / 1e6,
                (long) number(row, "sv_active"),
                (long) Stream.of("sv_active", "sv_idle", "sv_used", "sv_tested", "sv_login")
                        .mapToDouble(column -> number(row, column))
                        .sum());
    }

    private static double number(Map<String, String> row, String column) {
        var text = row.getOrDefault(column, "").strip();
        return text.matches("\\d+(\\.\\d+)?") ? Double.parseDouble(text) : 0;
    }
}
