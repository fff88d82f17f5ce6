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
import io.howdah.testkit.Role;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A sample database on which its application ran, and that the commands are asked about. */
record AskedSample(Database db, Path folder) {

    /** These go by counters of the server as a whole, which other databases and our own sessions move. */
    static final List<String> OF_THE_SERVER = List.of("wal-buffers", "cache-hit", "backend-writes", "page-images");

    private static final long ROWS = 20_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param application as whom the application comes */
    static AskedSample load(String name, Database db, Role application, Path folder) throws Exception {
        db.execute("create extension pg_stat_statements");
        ConnectionSource owner = () -> DriverManager.getConnection(db.jdbcUrl(), db.user(), db.password());
        var sample = Samples.named(name);
        var dataset = new Dataset(ROWS, 18, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        new SampleLoader(owner, 1, (phase, done, total) -> {}).load(sample, dataset);
        if (!application.name().equals(db.user())) {
            for (var schema : db.column("select quote_ident(nspname) from pg_namespace"
                    + " where nspname !~ '^(pg_|information_schema)'")) {
                var to = " to \"" + application.name() + "\"";
                db.execute(
                        "grant usage on schema " + schema + to,
                        "grant select, insert, update, delete on all tables in schema " + schema + to,
                        "grant usage on all sequences in schema " + schema + to);
            }
        }
        db.execute("select pg_stat_statements_reset()");
        new WorkloadDriver(() -> db.connect(application), sample.workload(dataset), 2, 18)
                .run(RunLength.calls(400), RunListener.none());
        db.execute("select pg_stat_force_next_flush()");
        return new AskedSample(db, folder);
    }

    /** Without a look at what runs. */
    String ask(String... command) {
        return ask("0", command);
    }

    /** @param seconds for how long to look at what runs, where the command can */
    private String ask(String seconds, String... command) {
        var words = new ArrayList<>(List.of(command));
        words.addAll(List.of(db.url(), "--format", "json", "-q"));
        if (!command[0].equals("inspect")) {
            words.addAll(List.of("--sample", seconds));
        }
        var ran = Ran.howdah(folder, words.toArray(String[]::new));
        assertThat(ran.code()).as(String.join(" ", command) + ": " + ran.err()).isZero();
        return ran.out();
    }

    /** While a session of the application rests whose last statement was this one. */
    String askAfter(String statement, Role application, String... command) throws SQLException {
        try (var connection = db.connect(application);
                var resting = connection.createStatement()) {
            resting.execute(statement);
            return ask("1", command);
        }
    }

    /** The findings or pieces of advice of an answer, but for those that go by the server as a whole. */
    static List<JsonNode> all(String answer, String of) {
        return StreamSupport.stream(JSON.readTree(answer).get(of).spliterator(), false)
                .filter(finding -> !OF_THE_SERVER.contains(key(finding).split(":", 2)[0]))
                .toList();
    }

    static List<String> keys(String answer, String of) {
        return all(answer, of).stream().map(AskedSample::key).toList();
    }

    static String key(JsonNode finding) {
        return finding.get("key").asString();
    }
}
