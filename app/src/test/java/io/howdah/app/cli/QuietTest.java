package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.Role;
import io.howdah.testkit.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks twice gets the same answer, and what was applied or declined is not said again. */
@Tag("slow")
@PostgresTest(major = ServerUnderTest.NEWEST)
class QuietTest {

    /** A moment as JSON and SQL write it, for how long the server has counted, and for how long that lets an answer be kept. */
    private static final Pattern TIME = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d(:\\d\\d)?)?|at least \\d+ (minutes|hours|days)|TTL of [\\d.]+ \\w+");

    @ParameterizedTest
    @ValueSource(strings = {"bots", "market", "social"})
    void asking_twice_gives_the_same_answer_and_applying_leaves_nothing_to_say(
            String name, Database db, @TempDir Path folder) throws Exception {
        var sample = AskedSample.load(name, db, new Role(db.user(), db.password()), folder);

        var advised = sample.ask("advise");
        assertThat(withoutTimes(sample.ask("advise"))).isEqualTo(withoutTimes(advised));
        var inspected = AskedSample.keys(sample.ask("inspect"), "risks");
        assertThat(AskedSample.keys(sample.ask("inspect"), "risks")).isEqualTo(inspected);
        assertThat(AskedSample.keys(advised, "advice")).isNotEmpty();

        sample.ask("apply", "--yes");
        var then = sample.ask("advise");
        assertThat(AskedSample.keys(then, "advice"))
                .as("advice on what was advised")
                .isEmpty();
        assertThat(AskedSample.keys(advised, "findings"))
                .as("what is left to decide was left before")
                .containsAll(AskedSample.keys(then, "findings"));

        decline(folder, Stream.concat(AskedSample.keys(then, "findings").stream(), inspected.stream()));
        assertThat(AskedSample.keys(sample.ask("advise"), "findings")).isEmpty();
        assertThat(AskedSample.keys(sample.ask("inspect"), "risks")).isEmpty();
        db.execute("drop schema howdah cascade");
    }

    private static String withoutTimes(String answer) {
        return TIME.matcher(answer).replaceAll("TIME");
    }

    private static void decline(Path folder, Stream<String> keys) throws IOException {
        var yaml = Stream.concat(keys, AskedSample.OF_THE_SERVER.stream())
                .distinct()
                .map(key -> "  - finding: '" + key.replace("'", "''") + "'\n    reason: known\n")
                .collect(Collectors.joining("", "ignore:\n", ""));
        Files.writeString(folder.resolve("howdah.yaml"), yaml);
    }
}
