package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.samples.Samples;
import io.howdah.samples.drive.RunLength;
import io.howdah.samples.drive.RunListener;
import io.howdah.samples.drive.WorkloadDriver;
import io.howdah.samples.load.SampleLoader;
import io.howdah.samples.model.ConnectionSource;
import io.howdah.samples.model.Dataset;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every command on a small chat platform, on each major version that is supported. */
@Tag("slow")
class EveryVersionTest {

    @Nested
    @PostgresTest(major = 14)
    class On14 extends Commands {}

    @Nested
    @PostgresTest(major = 15)
    class On15 extends Commands {}

    @Nested
    @PostgresTest(major = 16)
    class On16 extends Commands {}

    @Nested
    @PostgresTest(major = 17)
    class On17 extends Commands {}

    @Nested
    @PostgresTest(major = 18)
    class On18 extends Commands {}

    abstract static class Commands {

        private static final long ROWS = 20_000;

        private static final String INDEXES = "select indexdef from pg_indexes where schemaname = 'Te st' order by 1";

        @Test
        void every_command_does_its_work(Database db) throws Exception {
            bots(db);
            var before = db.column(INDEXES);

            answers(db, "inspect.json", "inspect");
            assertThat(answers(db, "advise.json", "advise")).contains("\"create_index\"");
            assertThat(answers(db, "what-if.json", "what-if", "--rows", "message_history=30M"))
                    .contains("\"rows_then\" : 3.0E7");
            assertThat(answers(db, "what-if.json", "what-if", "--postgres", "18"))
                    .contains("\"planned_as\" : 18", "\"not_planned\" : [ ]");
            assertThat(answers(db, "twin-check.json", "twin", "check", "--fail-on", "95"))
                    .doesNotContain("\"statements\" : 0", "does not exist");
            answers(db, "statements.json", "statements", "--run");
            assertThat(answers(db, "applications.json", "apply", "--yes")).contains("\"done\"");
            assertThat(db.column(INDEXES)).isNotEqualTo(before);
            answers(db, "applications.json", "undo", "--yes");

            assertThat(db.column(INDEXES)).isEqualTo(before);
            db.execute("drop schema howdah cascade");
        }

        private static void bots(Database db) throws Exception {
            db.execute("create extension pg_stat_statements");
            ConnectionSource connections = () -> DriverManager.getConnection(db.jdbcUrl(), db.user(), db.password());
            var sample = Samples.named("bots");
            var dataset = new Dataset(ROWS, 18, Instant.now().truncatedTo(ChronoUnit.SECONDS));
            new SampleLoader(connections, 1, (phase, done, total) -> {}).load(sample, dataset);
            db.execute("select pg_stat_statements_reset()");
            new WorkloadDriver(connections, sample.workload(dataset), 2, 18)
                    .run(RunLength.calls(300), RunListener.none());
        }

        /** The command's answer in JSON, as its schema has it. */
        private static String answers(Database db, String schema, String... command) {
            var words = new ArrayList<>(List.of(command));
            words.addAll(List.of(db.url(), "--format", "json", "-q"));
            var ran = Ran.howdah(words.toArray(String[]::new));
            assertThat(ran.code())
                    .as(String.join(" ", command) + ": " + ran.err())
                    .isZero();
            assertThat(ran.err()).as(command[0]).isEmpty();
            assertThat(Schemas.violations(schema, ran.out())).as(command[0]).isEmpty();
            return ran.out();
        }
    }
}
