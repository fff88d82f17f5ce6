package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.samples.Samples;
import io.howdah.samples.load.SampleLoader;
import io.howdah.samples.model.Dataset;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Advice on the sample's messages at sizes that do not exist here. */
@Tag("slow")
@PostgresTest
class GrowthTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void messages(Database db) throws Exception {
        new SampleLoader(
                        () -> DriverManager.getConnection(db.jdbcUrl(), db.user(), db.password()),
                        1,
                        (phase, done, total) -> {})
                .load(Samples.named("bots"), new Dataset(30_000, 18, Instant.parse("2026-06-01T00:00:00Z")));
        statement("report", 1, """
                select date_trunc('hour', created_at), role, count(*) from message_history
                where created_at >= timestamptz '2026-05-30Z' and created_at < timestamptz '2026-05-31Z'
                group by 1, 2 order by 1, 2""");
        statement(
                "message",
                10_000_000,
                "select body from message_history where id = (select id from message_history limit 1)");
        statement("write", 5_000, "insert into message_history select * from message_history limit 1");
    }

    @Test
    void advises_otherwise_at_three_billion_rows_than_at_three_million_and_says_why(Database db) {
        var millions = advise(db, "--at", "message_history=3M", "--format", "json");
        var billions = advise(db, "--at", "message_history=3G");

        assertThat(Schemas.violations("advise.json", millions.out())).isEmpty();
        assertThat(millions.out())
                .contains("\"growth\"", "\"rows_then\" : 3000000.0", "\"outgrown\"", "\"forms\"")
                .doesNotContain("\"create_index\"");
        assertThat(billions.out())
                .contains("The advice below is for the size to come", "30.0 k  3.00 G")
                .contains("Plans of today that break")
                .containsPattern("reads all of \\S+ \\S*message_history,\\s+which is what it costs")
                .containsPattern("only then +index on .*message_history")
                .containsPattern("CREATE INDEX CONCURRENTLY message_history_created_at_idx");
    }

    @Test
    void advises_for_the_growth_that_the_counters_show(Database db) {
        var ran = advise(db, "--growth", "1day");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("The advice below is for the size to come", "message_history")
                .containsPattern("rows\\s+inserted\\s+less\\s+rows\\s+deleted")
                .containsPattern("less\\s+than\\s+a\\s+week");
    }

    @Test
    void tells_what_it_does_not_understand(Database db) {
        assertThat(advise(db, "--at", "3M", "--growth", "1year").err()).contains("give one of them");
        assertThat(advise(db, "--growth", "soon").err()).contains("is not a time");
        assertThat(advise(db, "--at", "many").err()).contains("--at", "not a number of rows");
        assertThat(advise(db, "--at", "parcels=3M").err()).contains("there is no table parcels");
    }

    private Ran advise(Database db, String... options) {
        var arguments = new java.util.ArrayList<>(
                java.util.List.of("advise", db.url(), "--statements", folder.toString(), "-q"));
        arguments.addAll(java.util.List.of(options));
        return Ran.howdah(arguments.toArray(String[]::new));
    }

    private void statement(String name, int weight, String sql) throws IOException {
        Files.writeString(folder.resolve(name + ".sql"), "-- weight: " + weight + "\n" + sql);
    }
}
