package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.ServerUnderTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The advice to divide a table names the command that does it; taken out of the answer as it stands, it does, and is taken back. */
@Tag("slow")
@PostgresTest(major = ServerUnderTest.NEWEST)
class PartitionAdviceTest {

    @ParameterizedTest
    @CsvSource({"bots, range", "social, list"})
    void names_the_command(String name, String kind, Database db, @TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("howdah.yaml"), "thresholds:\n  partition-candidate.bytes: 200000\n");
        var sample = AskedSample.load(name, db, db.createRole(), folder);
        var advised = AskedSample.all(sample.ask("advise"), "findings").stream()
                .filter(finding -> AskedSample.key(finding).startsWith("partition-candidate:"))
                .flatMap(finding -> stream(finding.path("choices")))
                .flatMap(choice -> stream(choice.path("commands")))
                .map(JsonNode::asString)
                .toList();
        var command = advised.stream()
                .filter(c -> c.contains(" '" + kind + "("))
                .findFirst()
                .orElseThrow(() -> new AssertionError("among " + advised));
        assertThat(command).startsWith("howdah partition convert ").contains("--by '" + kind);

        var ran = Ran.howdah(folder, words(command, db));

        assertThat(ran.code()).as(command + ": " + ran.err()).isZero();
        assertThat(db.number("select count(*) from pg_partitioned_table")).isEqualTo(1);
        var undone = Ran.howdah(folder, "undo", db.url(), "--yes");
        assertThat(undone.code()).as(undone.err()).isZero();
        assertThat(db.number("select count(*) from pg_partitioned_table")).isZero();
        db.execute("drop schema howdah cascade");
    }

    /** As a shell divides it, with the answer to its question, and with the password that no command names. */
    private static String[] words(String command, Database db) throws IOException {
        var shell = new ProcessBuilder("sh", "-c", "printf '%s\\0' " + command.substring("howdah ".length()) + " --yes")
                .start();
        var words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\0");
        assertThat(words[2]).startsWith("postgresql://");
        words[2] = db.url();
        return words;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
