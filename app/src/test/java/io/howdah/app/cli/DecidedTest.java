package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.ServerUnderTest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Whoever carries out the SQL of decisions and applies what is advised then hears neither of them again nor anything new. Policies on
 * tenants bring indexes that begin with the tenant, which are applied here. Of decisions on one subject only the first is carried out.
 */
@Tag("slow")
@PostgresTest(major = ServerUnderTest.NEWEST)
class DecidedTest {

    /** What a decision brings with it: indexes of trigrams are large, and these tables are small. */
    private static final List<String> CONSEQUENCES = List.of("many-indexes");

    @ParameterizedTest
    @CsvSource({"bots, 0", "bots, 1", "market, 0", "market, 1", "social, 0"})
    void what_was_decided_is_not_said_again(String name, int way, Database db, @TempDir Path folder) throws Exception {
        var sample = AskedSample.load(name, db, db.createRole(), folder);
        sample.ask("apply", "--yes");
        var before = said(sample);

        var decided = decided(before, way);
        decided.values().forEach(choice -> sql(choice).forEach(db::execute));
        db.execute("vacuum analyze");
        sample.ask("apply", "--yes");

        assertThat(decided).isNotEmpty();
        var after = said(sample);
        assertThat(after.stream().map(AskedSample::key))
                .as("what was carried out and needs nothing of the application")
                .doesNotContainAnyElementsOf(decided.entrySet().stream()
                        .filter(e -> e.getValue().get("statements").isEmpty())
                        .map(Map.Entry::getKey)
                        .toList());
        assertThat(after.stream()
                        .filter(f -> !f.get("severity").asString().equals("info"))
                        .map(AskedSample::key)
                        .filter(key -> !CONSEQUENCES.contains(rule(key))))
                .as("nothing is new")
                .isSubsetOf(before.stream().map(AskedSample::key).toList());
        db.execute("drop schema howdah cascade");
    }

    private static List<JsonNode> said(AskedSample sample) {
        var advised = sample.ask("advise");
        return Stream.of(
                        AskedSample.all(sample.ask("inspect"), "risks"),
                        AskedSample.all(advised, "findings"),
                        AskedSample.all(advised, "advice"))
                .flatMap(List::stream)
                .toList();
    }

    /** One way out of each finding that has as many with SQL, by its key. */
    private static Map<String, JsonNode> decided(List<JsonNode> said, int way) {
        var decided = new LinkedHashMap<String, JsonNode>();
        for (var finding : said) {
            var written = stream(finding.path("choices"))
                    .filter(choice -> !sql(choice).isEmpty())
                    .toList();
            if (written.size() > way && decided.keySet().stream().noneMatch(key -> isOfSame(key, finding))) {
                decided.put(AskedSample.key(finding), written.get(way));
            }
        }
        return decided;
    }

    /** Two decisions on one column may exclude each other: to drop it, and to change its type. */
    private static boolean isOfSame(String key, JsonNode finding) {
        var subject = finding.get("subject").asString();
        var other = key.substring(key.indexOf(':') + 1);
        return other.startsWith(subject) || subject.startsWith(other);
    }

    private static String rule(String key) {
        return key.substring(0, key.indexOf(':'));
    }

    private static List<String> sql(JsonNode choice) {
        return stream(choice.get("sql")).map(JsonNode::asString).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
