package io.howdah.app.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.RowSamples;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.ServerUnderTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On a database of more tables than a twin is made of while somebody waits for a report. */
@PostgresTest(major = ServerUnderTest.NEWEST)
class WorkloadPlansTest {

    private static final int TABLES = 1_510;

    @Test
    void are_made_of_the_tables_that_statements_mention(Database db) {
        var catalog = manyTables(db);

        try (var plans =
                plans(catalog, "select * from t_7 where n = 7", "select * from t_8, t_9 where t_8.n = t_9.n")) {
            assertThat(plans.remarks()).isEmpty();
            assertThat(plans.planned().mostFrequent()).hasSize(2);
        }
        try (var plans = plans(catalog, "select 1")) {
            assertThat(plans.remarks()).isEmpty();
            assertThat(plans.planned().mostFrequent()).isEmpty();
        }
        var all = IntStream.rangeClosed(1, TABLES).mapToObj(n -> "t_" + n).collect(Collectors.joining(", "));
        try (var plans = plans(catalog, "select * from t_7 where n = 7", "select from " + all)) {
            assertThat(plans.remarks())
                    .containsExactly(
                            "The statements were not planned: they are about 1,510 relations, more than 1,500; howdah advise plans them all the same");
            assertThat(plans.planned().mostFrequent()).isEmpty();
        }
    }

    private static Catalog manyTables(Database db) {
        for (int from = 1; from <= TABLES; from += 200) {
            db.execute(IntStream.range(from, Math.min(from + 200, TABLES + 1))
                    .mapToObj(n -> "create table t_" + n + " (n int)")
                    .collect(Collectors.joining(";")));
        }
        return CatalogReader.read(new ServerSessions(
                new ConnectionSettings(db.host(), db.port(), db.name(), db.user(), db.password(), Map.of())));
    }

    private static WorkloadPlans plans(Catalog catalog, String... statements) {
        var workload = new Workload(
                "test",
                null,
                Instant.EPOCH,
                Stream.of(statements)
                        .map(sql -> new Statement(sql, sql, List.of(), 1, 1, null))
                        .toList(),
                List.of());
        return WorkloadPlans.of(catalog, workload, RowSamples.NONE, Progress.NONE);
    }
}
