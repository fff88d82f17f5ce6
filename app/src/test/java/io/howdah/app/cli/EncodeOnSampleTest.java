package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.samples.Samples;
import io.howdah.samples.drive.RunLength;
import io.howdah.samples.drive.RunListener;
import io.howdah.samples.drive.WorkloadDriver;
import io.howdah.samples.model.Dataset;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.ServerUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The command that the advice on the bots sample names does what it says, while the application's statements go on as they are. */
@PostgresTest(major = ServerUnderTest.NEWEST)
class EncodeOnSampleTest {

    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^ '])+");

    @Test
    void the_command_of_the_advice_is_carried_out_and_taken_back(Database db, @TempDir Path folder) throws Exception {
        var role = db.createRole();
        var sample = AskedSample.load("bots", db, role, folder);
        Files.writeString(folder.resolve("howdah.yaml"), "thresholds:\n  text-enum.bytes: 10000\n");
        var command = command(sample.ask("advise"));
        assertThat(command)
                .startsWith("howdah encode ")
                .endsWith(".auto_tasks' --columns status,priority,execution_mode,risk_level,approval_status");
        var dataset = new Dataset(20_000, 18, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        var application =
                new WorkloadDriver(() -> db.connect(role), Samples.named("bots").workload(dataset), 2, 19);

        var words = words(command);
        var table = words.get(words.indexOf("--columns") - 1);
        var done = Ran.howdah("encode", db.url(), table, "--columns", words.getLast(), "--yes");

        assertThat(done.code()).as(done.err()).isZero();
        application.run(RunLength.calls(400), RunListener.none());
        assertThat(db.number("select count(*) from " + table + " where (status_code < 5) is distinct from"
                        + " (status in ('pending', 'ready', 'running', 'paused', 'waiting_approval'))"))
                .isZero();
        assertThat(Ran.howdah("undo", db.url(), "--yes").code()).isZero();
        application.run(RunLength.calls(100), RunListener.none());
        assertThat(db.number("select count(*) from pg_attribute where attrelid = '" + table
                        + "'::regclass and attname like '%\\_code'"))
                .isZero();
        db.execute("drop schema howdah cascade");
    }

    private static String command(String advice) {
        var document = JsonMapper.builder().build().readTree(advice);
        return StreamSupport.stream(document.get("findings").spliterator(), false)
                .filter(f -> AskedSample.key(f).startsWith("text-enum:")
                        && AskedSample.key(f).endsWith("auto_tasks"))
                .map(f -> f.get("choices").get(0).get("commands").get(0).asString())
                .findFirst()
                .orElseThrow();
    }

    /** As a shell takes them apart. */
    private static List<String> words(String command) {
        var words = new ArrayList<String>();
        WORD.matcher(command).results().forEach(w -> words.add(w.group().replace("'", "")));
        return words;
    }
}
