package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Pooler;
import io.howdah.engine.postgres.ConnectionResolver;
import io.howdah.engine.postgres.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What consoles of several versions show. */
class PoolerRowsTest {

    private static final Map<String, String> POOL = Map.of(
            "database",
            "shop",
            "user",
            "app",
            "cl_active",
            "3",
            "cl_waiting",
            "2",
            "sv_active",
            "1",
            "sv_idle",
            "4",
            "maxwait",
            "5");

    @Test
    void understands_an_old_version_that_shows_less() {
        var database = database(
                Map.of(
                        "name",
                        "shop",
                        "host",
                        "db",
                        "port",
                        "5432",
                        "database",
                        "prod",
                        "pool_size",
                        "20",
                        "reserve_pool",
                        "5"),
                Map.of());
        var pool = database.pools().getFirst();

        assertThat(database.place() + "/" + database.server()).isEqualTo("db:5432/prod");
        assertThat(List.of(database.size(), database.reserve(), database.mostConnections()))
                .containsExactly(20, 5, 0);
        assertThat(database.meanWaitMs() + database.meanMs()).isZero();
        assertThat(pool.waitSeconds()).isEqualTo(5);
        assertThat(pool.open()).isEqualTo(5);
        assertThat(pool.mode()).isEqualTo("session");
    }

    @Test
    void understands_a_newer_one() {
        var database = database(
                Map.of(
                        "name",
                        "shop",
                        "pool_size",
                        "       20",
                        "reserve_pool_size",
                        "5",
                        "max_connections",
                        "50",
                        "current_connections",
                        "7",
                        "paused",
                        "1"),
                Map.of(
                        "database",
                        "shop",
                        "total_xact_count",
                        "1000",
                        "total_wait_time",
                        "3000000",
                        "total_xact_time",
                        "9000000",
                        "avg_wait_time",
                        "12"));

        assertThat(List.of(database.size(), database.reserve(), database.mostConnections(), database.connections()))
                .containsExactly(20, 5, 50, 7);
        assertThat(List.of(database.transactions(), database.meanWaitMs(), database.meanMs()))
                .containsExactly(1000.0, 3.0, 9.0);
        assertThat(database.stopped() && database.waitedLately()).isTrue();
    }

    @Test
    void leaves_the_console_out_and_does_without_rows() {
        var none = PoolerReader.of("1.8", List.of(), List.of(Map.of("name", "pgbouncer")), List.of(), List.of());

        assertThat(none.databases()).isEmpty();
        assertThat(none.clients()).isZero();
        assertThat(none.mostClients()).isZero();
    }

    @Test
    void takes_nothing_of_the_server_s_surroundings_for_the_pooler() {
        var resolver = new ConnectionResolver(new Environment(
                Map.of("PGPASSWORD", "secret", "PGPORT", "5433", "PGDATABASE", "shop", "PGSSLMODE", "require"),
                Path.of("/nowhere"),
                "ann"));
        var console = resolver.resolvePooler("postgres://stats@bouncer/shop");

        assertThat(console.toString()).isEqualTo("stats@bouncer:6432/pgbouncer");
        assertThat(console.password()).isNull();
        assertThat(console.properties().get("sslmode")).isNotEqualTo("require");
        assertThatThrownBy(() -> resolver.resolvePooler("shop"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is no address of a pooler");
    }

    private static Pooler.Database database(Map<String, String> database, Map<String, String> statistic) {
        return PoolerReader.of("1", List.of(), List.of(database), List.of(statistic), List.of(POOL))
                .databases()
                .getFirst();
    }
}
