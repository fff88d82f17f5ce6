package io.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.partition.PartitionRules;
import io.howdah.engine.advise.schema.SchemaRules;
import io.howdah.engine.advise.security.SecurityRules;
import io.howdah.engine.catalog.Guards;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A schema as it should be: thirty tables on which no rule about schemas, partitions or security has more to say than good to know. */
@PostgresTest
class WellBuiltSchemaTest {

    private static final List<String> STATEMENTS = List.of(
            "SELECT * FROM \"Te st\".products WHERE tenant_id = $1 AND sku = $2",
            "UPDATE \"Te st\".products SET name = $1 WHERE tenant_id = $2 AND id = $3",
            "SELECT w.name, s.quantity FROM \"Te st\".warehouses w JOIN \"Te st\".stock s ON s.warehouse_id = w.id WHERE w.tenant_id = $1",
            "SELECT * FROM \"Te st\".orders WHERE user_id = $1 ORDER BY placed_at DESC LIMIT $2",
            "SELECT o.id, sum(l.amount) FROM \"Te st\".orders o JOIN \"Te st\".order_lines l ON l.order_id = o.id WHERE o.id = $1 GROUP BY o.id",
            "SELECT * FROM \"Te st\".shipment_events WHERE shipment_id = $1 AND at > $2",
            "SELECT count(*) FROM \"Te st\".audit_log WHERE at >= $1 AND at < $2",
            "UPDATE \"Te st\".stock SET quantity = quantity - $1 WHERE product_id = $2 AND warehouse_id = $3");

    @Test
    void gives_nothing_above_information(Database db) throws IOException {
        build(db);
        var catalog = Looking.catalog(db);
        var scene = Scene.of(catalog.withGuards(reached(catalog.guards())), workload());

        var findings = Stream.of(SchemaRules.all(), PartitionRules.all(), SecurityRules.all())
                .flatMap(List::stream)
                .flatMap(rule -> rule.examine(scene).stream())
                .toList();

        assertThat(findings)
                .filteredOn(f -> f.severity() != Severity.INFO)
                .extracting(Finding::key)
                .isEmpty();
        assertThat(findings).extracting(Finding::slug).containsOnly("superuser-owner");
    }

    private static void build(Database db) throws IOException {
        try (InputStream sql =
                Objects.requireNonNull(WellBuiltSchemaTest.class.getResourceAsStream("well-built.sql"))) {
            db.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8).split(";\n"));
        }
        db.execute("revoke create on schema public from public", "analyze");
    }

    /** As pg_hba.conf should be; that of the test's server is the frame's. */
    private static Guards reached(Guards g) {
        var line = new Guards.HostLine(1, "hostssl", List.of("all"), List.of("all"), "10.0.0.0", "scram-sha-256");
        return new Guards(
                g.schemas(),
                g.grants(),
                g.policies(),
                g.triggers(),
                g.routines(),
                g.logins(),
                List.of(line),
                g.mappings());
    }

    private static Workload workload() {
        var caller = List.of(new Statement.Caller("application", 1000));
        return new Workload(
                "test",
                null,
                Instant.EPOCH,
                STATEMENTS.stream()
                        .map(s -> new Statement(s, s, List.of(), 1000, 1000, null, caller))
                        .toList(),
                List.of());
    }
}
