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
import io.howdah.testkit.ServerUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who asks twice gets the same answer, and what was applied or declined is not said again. */
@Tag("slow")
@PostgresTest(major = ServerUnderTest.NEWEST)
class QuietTest {

    private static final long ROWS = 20_000;

    /** A moment as JSON and SQL write it, for how long the server has counted, and for how long that lets an answer be kept. */
    private static final Pattern TIME = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d(:\\d\\d)?)?|at least \\d+ (minutes|hours|days)|TTL of [\\d.]+ \\w+");

    /** These go by counters of the server as a whole, which other databases and our own sessions move. */
    private static final List<String> OF_THE_SERVER =
            List.of("wal-buffers", "cache-hit", "backend-writes", "page-images");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(strings = {"bots", "market", "social"})
    void asking_twice_gives_the_same_answer_and_applying_leaves_nothing_to_say(
            String sample, Database db, @TempDir Path folder) throws Exception {
        load(sample, db);

        var advised = howdah(folder, db, "advise");
        assertThat(withoutTimes(howdah(folder, db, "advise"))).isEqualTo(withoutTimes(advised));
        var inspected = keys(howdah(folder, db, "inspect"), "risks");
        assertThat(keys(howdah(folder, db, "inspect"), "risks")).isEqualTo(inspected);
        assertThat(keys(advised, "advice")).isNotEmpty();

        howdah(folder, db, "apply", "--yes");
        var then = howdah(folder, db, "advise");
        assertThat(keys(then, "advice")).as("advice on what was advised").isEmpty();
        assertThat(keys(advised, "findings"))
                .as("what is left to decide was left before")
                .containsAll(keys(then, "findings"));

        decline(folder, Stream.concat(keys(then, "findings").stream(), inspected.stream()));
        assertThat(keys(howdah(folder, db, "advise"), "findings")).isEmpty();
        assertThat(keys(howdah(folder, db, "inspect"), "risks")).isEmpty();
        db.execute("drop schema howdah cascade");
    }

    private static void load(String name, Database db) throws Exception {
        db.execute("create extension pg_stat_statements");
        ConnectionSource connections = () -> DriverManager.getConnection(db.jdbcUrl(), db.user(), db.password());
        var sample = Samples.named(name);
        var dataset = new Dataset(ROWS, 18, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        new SampleLoader(connections, 1, (phase, done, total) -> {}).load(sample, dataset);
        db.execute("select pg_stat_statements_reset()");
        new WorkloadDriver(connections, sample.workload(dataset), 2, 18).run(RunLength.calls(400), RunListener.none());
        db.execute("select pg_stat_force_next_flush()");
    }

    private static String howdah(Path folder, Database db, String... command) {
        var words = new ArrayList<>(List.of(command));
        words.addAll(List.of(db.url(), "--format", "json", "-q"));
        if (!command[0].equals("inspect")) {
            words.addAll(List.of("--sample", "0"));
        }
        var ran = Ran.howdah(folder, words.toArray(String[]::new));
        assertThat(ran.code()).as(String.join(" ", command) + ": " + ran.err()).isZero();
        return ran.out();
    }

    private static String withoutTimes(String answer) {
        return TIME.matcher(answer).replaceAll("TIME");
    }

    private static List<String> keys(String answer, String of) throws Exception {
        JsonNode all = JSON.readTree(answer).get(of);
        return StreamSupport.stream(all.spliterator(), false)
                .map(finding -> finding.get("key").asString())
                .filter(key -> !OF_THE_SERVER.contains(key.split(":", 2)[0]))
                .toList();
    }

    private static void decline(Path folder, Stream<String> keys) throws Exception {
        var yaml = Stream.concat(keys, OF_THE_SERVER.stream())
                .distinct()
                .map(key -> "  - finding: '" + key.replace("'", "''") + "'\n    reason: known\n")
                .collect(Collectors.joining("", "ignore:\n", ""));
        Files.writeString(folder.resolve("howdah.yaml"), yaml);
    }
}
