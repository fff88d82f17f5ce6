package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.ServerUnderTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Every command that a decision names is taken out of the answer as it stands there, runs in a shell's words, does it, and is taken back. */
@Tag("slow")
@PostgresTest(major = ServerUnderTest.NEWEST)
class CommandsOfDecisionsTest {

    /** What is only said of large tables and slow statements. */
    private static final String AS_IF_LARGE = """
            thresholds:
              materialized-view.calls: 1
              materialized-view.share: 0
              materialized-view.ms: 0
              partition-candidate.bytes: 1000000
            """;

    /** As the application sends it; its text tells that it is the same each time. */
    private static final String CREW_ANALYTICS =
            "select c.id, c.name, count(m.id), sum(m.bounty), avg(m.current_price),"
                    + " sum(m.market_cap) from crews c left join characters m on m.crew_id = c.id where m.is_active = true"
                    + " group by c.id, c.name order by sum(m.market_cap) desc limit 20";

    /** What holds when commands with such words were carried out, and neither before nor after they were taken back. */
    private static final Map<String, String> DONE = Map.of(
            "CREATE MATERIALIZED VIEW", "select count(*) = 1 from pg_matviews where ispopulated and hasindexes",
            "--stamp-updates", "select count(*) = 1 from pg_trigger where tgname like 'howdah_stamp_%'",
            "secure enforce", "select count(*) > 2 from pg_class where relforcerowsecurity",
            "AS IDENTITY",
                    "select count(*) > 2 from pg_attribute a join pg_class c on c.oid = attrelid and relname not like 'howdah%'"
                            + " where attidentity = 'd'",
            "USING brin",
                    "select count(*) = 1 from pg_class where relkind = 'i' and relam = (select oid from pg_am where amname = 'brin')",
            "DROP COLUMN",
                    "select count(*) = 1 from pg_attribute where attname like 'howdah_dropped_%' and not attisdropped");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bots | secure enforce, USING brin",
                "market | CREATE MATERIALIZED VIEW, --stamp-updates, AS IDENTITY, DROP COLUMN",
                "social |"
            })
    void are_carried_out_and_taken_back(String name, String expected, Database db, @TempDir Path folder)
            throws Exception {
        var role = db.createRole();
        var sample = AskedSample.load(name, db, role, folder);
        Files.writeString(folder.resolve("howdah.yaml"), AS_IF_LARGE);
        var advised = name.equals("market") ? sample.askAfter(CREW_ANALYTICS, role, "advise") : sample.ask("advise");

        var tried = commands(sample.ask("inspect"), advised);
        for (var commands : tried) {
            tried(db, folder, commands);
        }

        if (expected != null) {
            assertThat(Stream.of(expected.split(", ")))
                    .allSatisfy(words -> assertThat(tried)
                            .anyMatch(commands -> String.join(" ", commands).contains(words)));
        }
        db.execute("drop schema if exists howdah cascade");
    }

    /** The commands of each way out that has some, once. */
    private static Set<List<String>> commands(String inspected, String advised) {
        return Stream.of(AskedSample.all(inspected, "risks"), AskedSample.all(advised, "findings"))
                .flatMap(List::stream)
                .flatMap(finding -> stream(finding.path("choices")))
                .map(choice ->
                        stream(choice.path("commands")).map(JsonNode::asString).toList())
                .filter(commands -> !commands.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void tried(Database db, Path folder, List<String> commands) throws IOException {
        var done = DONE.entrySet().stream()
                .filter(e -> commands.stream().anyMatch(command -> command.contains(e.getKey())))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(done).as("before " + commands).noneMatch(condition -> holds(db, condition));
        for (var command : commands) {
            var ran = Ran.howdah(folder, words(command, db));
            assertThat(ran.code()).as(command + ": " + ran.err()).isZero();
        }
        assertThat(done).as("after " + commands).allMatch(condition -> holds(db, condition));
        var undone = Ran.howdah(folder, "undo", db.url(), "--all", "--yes");
        assertThat(undone.code()).as(commands + ": " + undone.err()).isZero();
        assertThat(done).as("after undo of " + commands).noneMatch(condition -> holds(db, condition));
    }

    private static boolean holds(Database db, String query) {
        return db.value(query).equals("t");
    }

    /** As a shell divides it, with the answer to its question, and with the password, which an answer does not repeat. */
    private static String[] words(String command, Database db) throws IOException {
        assertThat(command).startsWith("howdah ");
        var shell = new ProcessBuilder("sh", "-c", "printf '%s\\0' " + command.substring("howdah ".length()) + " --yes")
                .start();
        var out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Stream.of(out.split("\0"))
                .filter(word -> !(command.startsWith("howdah secure report") && word.equals("--yes")))
                .map(word -> word.startsWith("postgresql://") ? db.url() : word)
                .toArray(String[]::new);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
