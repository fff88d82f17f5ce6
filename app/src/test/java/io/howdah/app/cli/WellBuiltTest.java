package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.Role;
import io.howdah.testkit.ServerUnderTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database as it should be, thirty tables and its application's statements, of which no rule has more to say than is good to
 * know. Of the server it says what is true of one that the test frame set up to be fast and to be thrown away.
 */
@PostgresTest(major = ServerUnderTest.NEWEST)
class WellBuiltTest {

    private static final int CALLS = 200;

    /** True of the server that the test frame starts, which is fast and thrown away. */
    private static final List<String> OF_THE_FRAME =
            List.of("autovacuum-off", "durability-off", "last-backup", "disk-costs", "minor-version", "timeouts-unset");

    /** Each with how the values of a call are made from its number. */
    private static final List<String> STATEMENTS = List.of(
            "SELECT * FROM products WHERE tenant_id = 1 + ?::int % 20 AND sku = 'S-' || ?",
            "UPDATE products SET name = 'product ' || ? WHERE tenant_id = 1 + ?::int % 20 AND id = 1 + ?::int % 3000",
            "SELECT w.name, s.quantity FROM warehouses w JOIN stock s ON s.warehouse_id = w.id WHERE w.tenant_id = 1 + ?::int % 20",
            "SELECT * FROM orders WHERE user_id = 1 + ?::int % 3000 ORDER BY placed_at DESC LIMIT 20",
            "SELECT o.id, sum(l.amount) FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.id = 1 + ?::int % 12000 GROUP BY o.id",
            "SELECT * FROM shipment_events WHERE shipment_id = 1 + ?::int % 5000 AND at > now() - interval '1 day'",
            "SELECT count(*) FROM audit_log WHERE at >= now() - interval '1 hour' * (1 + ?::int % 5) AND at < now()",
            "UPDATE stock SET quantity = quantity + 1 WHERE product_id = 1 + ?::int % 3000 AND warehouse_id = 1",
            "INSERT INTO notifications (user_id, body) VALUES (1 + ?::int % 3000, 'hello')");

    @Test
    void gives_nothing_above_information(Database db, @TempDir Path folder) throws Exception {
        var sample = new AskedSample(db, folder);
        run(db, application(db));

        var inspected = AskedSample.all(sample.ask("inspect"), "risks");
        var advised = sample.ask("advise");

        assertThat(AskedSample.keys(advised, "advice")).isEmpty();
        assertThat(Stream.concat(inspected.stream(), AskedSample.all(advised, "findings").stream())
                        .filter(f -> !f.get("severity").asString().equals("info"))
                        .map(AskedSample::key)
                        .filter(key -> !OF_THE_FRAME.contains(key.split(":", 2)[0])))
                .isEmpty();
    }

    /** The schema with its rows, and the role of its application. */
    private static Role application(Database db) throws IOException {
        try (var sql = Objects.requireNonNull(WellBuiltTest.class.getResourceAsStream("well-built.sql"))) {
            db.execute("create extension pg_stat_statements");
            db.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8).split(";\n"));
        }
        db.execute("select pg_stat_force_next_flush()");
        db.execute("revoke create on schema public from public", "vacuum analyze");
        return db.createRole(
                "usage on schema \"Te st\"", "select, insert, update, delete on all tables in schema \"Te st\"");
    }

    private static void run(Database db, Role role) throws SQLException {
        db.execute("select pg_stat_statements_reset()");
        try (var connection = db.connect(role)) {
            connection.setSchema("Te st");
            for (var sql : STATEMENTS) {
                try (var statement = connection.prepareStatement(sql)) {
                    for (int call = 0; call < CALLS; call++) {
                        for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
                            statement.setString(i, String.valueOf(call));
                        }
                        statement.execute();
                    }
                }
            }
        }
        db.execute("select pg_stat_force_next_flush()");
    }
}
