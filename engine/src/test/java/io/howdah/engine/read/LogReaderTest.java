package io.howdah.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Time;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that logs every statement with its parameters, in the format that a test asks for. */
@Timeout(120)
class LogReaderTest {

    private static PostgresServer server;

    @BeforeAll
    static void a_server_that_collects_its_log() throws SQLException {
        server = PostgresServer.builder()
                .temporary()
                .setting("shared_preload_libraries", "pg_stat_statements,auto_explain")
                .setting("logging_collector", "on")
                .setting("log_line_prefix", "%m [%p] %d %Q ")
                .setting("log_min_duration_statement", "0")
                .start();
        try (var admin = admin()) {
            execute(admin, "create extension pg_stat_statements");
            execute(admin, "create table orders (id int, note text)");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stderr", "csvlog", "jsonlog"})
    void finds_the_parameters_that_a_driver_bound(String format) throws SQLException {
        try (var application = admin()) {
            execute(application, "alter system set log_destination = " + format);
            execute(application, "select pg_reload_conf()");
            var note = "it's\n" + format;
            awaitSample(application, note);

            assertThat(parameters()).contains(Arrays.asList("7", note)).contains(Arrays.asList("8", null));
        }
    }

    @Test
    void finds_the_parameters_in_plans_of_auto_explain() throws SQLException {
        try (var application = admin()) {
            execute(application, "set log_min_duration_statement = -1");
            execute(application, "set auto_explain.log_min_duration = 0");
            execute(application, "set auto_explain.log_verbose = on");
            awaitSample(application, "in a plan");

            assertThat(parameters()).contains(List.of("7", "in a plan"));
            assertThat(workload().seen().plans()).anySatisfy(plan -> {
                assertThat(plan.text()).isEqualTo("select * from orders where id = $1::int and note = $2");
                assertThat(plan.ms()).isPositive();
                assertThat(plan.plan().shape()).contains("Seq Scan on ");
            });
        }
    }

    /** The log is written by another process, which may be slow. */
    private static void awaitSample(Connection application, String note) throws SQLException {
        do {
            select(application, "7", note);
            select(application, "8", null);
        } while (!parameters().contains(List.of("7", note)));
    }

    private static void select(Connection connection, String id, @Nullable String note) throws SQLException {
        try (var query = connection.prepareStatement("select * from orders where id = ?::int and note = ?")) {
            query.setString(1, id);
            query.setString(2, note);
            query.execute();
        }
    }

    private static List<List<@Nullable String>> parameters() {
        return workload().statements().stream()
                .filter(s -> s.text().contains("from orders where id"))
                .flatMap(s -> s.samples().stream())
                .map(Statement.Sample::parameters)
                .toList();
    }

    private static Workload workload() {
        var settings = new ConnectionSettings(
                server.host(), server.port(), "postgres", server.user(), server.password(), Map.of());
        return new WorkloadReader(new ServerSessions(settings), Time.SYSTEM).read(Duration.ZERO);
    }

    private static Connection admin() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
