package io.howdah.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundledExtensionsTest {

    private static @Nullable PostgresServer started;

    @BeforeAll
    static void a_server_with_preloaded_libraries() {
        started = PostgresServer.builder()
                .setting("shared_preload_libraries", "pg_stat_statements,auto_explain")
                .setting("auto_explain.log_min_duration", "0")
                .setting("fsync", "off")
                .start();
    }

    @AfterAll
    static void no_server() {
        server().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pg_stat_statements", "pageinspect", "amcheck", "pg_buffercache", "pgstattuple", "btree_gin"})
    void can_be_created(String extension) throws SQLException {
        Ask.run(server(), "create extension " + extension);

        assertThat(Ask.one(server(), "select count(*) from pg_extension where extname = '" + extension + "'"))
                .isEqualTo("1");
    }

    @Test
    void let_plans_be_logged_to_the_log_file() throws SQLException {
        Ask.run(server(), "select count(*) as plan_of_this from pg_class");

        assertThat(server().logFile()).content().contains("plan_of_this").contains("Aggregate");
    }

    private static PostgresServer server() {
        return Objects.requireNonNull(started);
    }
}
