package io.howdah.app.cli;

import io.howdah.app.demo.Demo;
import io.howdah.app.demo.DemoDocuments;
import io.howdah.app.demo.DemoOptions;
import io.howdah.app.demo.DemoResult;
import io.howdah.app.html.DemoReport;
import io.howdah.app.json.Json;
import io.howdah.engine.Problem;
import io.howdah.samples.Samples;
import io.howdah.samples.model.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah demo}. */
@CommandLine.Command(
        name = "demo",
        description =
                "Starts a PostgreSQL 18 of its own with a badly set up database and makes it fast, with the proof.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah demo                                  about three minutes, nothing is left behind",
            "  howdah demo market                           another application, other faults",
            "  howdah demo social                           another database, with other faults",
            "  howdah demo --rows 200k --report /tmp/d.html",
            "  howdah demo --data ~/howdah-demo             keeps the database, to look around in it",
            "  howdah demo --disguise 7                     other names, other faults: nothing is known beforehand"
        })
final class DemoCommand extends Command {

    @Parameters(index = "0", arity = "0..1", paramLabel = "SAMPLE", description = "Sample database; bots unless given.")
    private String sample = "bots";

    @Option(
            names = "--rows",
            paramLabel = "N",
            converter = Amount.Converter.class,
            description = "Rows of its largest table; 1M unless given.")
    private Amount rows = new Amount(1_000_000);

    @Option(names = "--seed", paramLabel = "SEED", description = "Another seed, other rows; 1 unless given.")
    private long seed = 1;

    @Option(
            names = "--disguise",
            paramLabel = "SEED",
            description = "Renames everything and draws which faults there are.")
    private @Nullable Long disguise;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of the server, kept and used again.")
    private @Nullable Path data;

    @Option(names = "--clients", paramLabel = "N", description = "Connections that play the workload.")
    private int clients = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);

    @Option(
            names = "--budget",
            paramLabel = "SIZE",
            converter = ByteSize.Converter.class,
            description = "Disk for new indexes; a quarter of the database unless given.")
    private @Nullable ByteSize budget;

    DemoCommand(Console console) {
        super(console);
    }

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "The report; howdah-demo.html in this folder unless given.")
    private Path report = Path.of("howdah-demo.html");

    @Option(names = "--keep", description = "Leave the server running at the end, until Enter or Ctrl-C.")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        var file = reportFile();
        try (var demo = Demo.start(options(), Version.tool(), progress())) {
            var result = demo.run();
            write(file, DemoReport.of(result));
            show(result, file);
            if (keep) {
                new Question(console).waitForEnter("The server is running: psql '" + demo.uri() + "'");
            }
        }
        return 0;
    }

    private void show(DemoResult result, Path file) {
        if (json()) {
            answer(Json.write(DemoDocuments.of(result)));
            return;
        }
        var page = page();
        DemoText.write(result, page);
        page.heading("Next");
        page.hanging("  report     ", file.toUri().toString());
        page.hanging("  look       ", look());
        if (result.verdicts().isEmpty() && data != null) {
            page.hanging(
                    "  again      ",
                    "an earlier run has improved this database; start it with --keep and howdah undo URI --all makes it slow");
        }
        page.hanging("  your own   ", "howdah advise postgres://you@host/database reads, and changes nothing");
        answer(page.toString());
    }

    private String look() {
        if (keep) {
            return "the server runs until Enter or Ctrl-C; "
                    + (data == null ? "--data DIR keeps its database" : "its database is kept in " + data);
        }
        return data == null
                ? "nothing is left of this database; --data DIR keeps it, --keep leaves its server running"
                : "howdah demo --data " + data + " --keep starts the server again and says how to connect";
    }

    /** Found out before three minutes of work, not after. */
    private Path reportFile() {
        var file = console.folder().resolve(report).toAbsolutePath();
        var folder = file.getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw Problem.input("the report cannot be written to " + file + "; give another --report FILE");
        }
        return file;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw Problem.input("the report cannot be written to " + file + ": " + e.getMessage());
        }
    }

    private DemoOptions options() {
        if (!Samples.names().contains(sample)) {
            throw Problem.input("there is no sample '" + sample + "'; there is " + String.join(", ", Samples.names()));
        }
        if (rows.rows() < Dataset.SMALLEST || rows.rows() > Dataset.LARGEST) {
            throw Problem.input("--rows is from 1,000 to 1 G");
        }
        if (clients < 1 || clients > 64) {
            throw Problem.input("--clients is from 1 to 64");
        }
        return new DemoOptions(
                sample,
                Math.round(rows.rows()),
                seed,
                disguise,
                data == null ? null : console.folder().resolve(data),
                clients,
                budget == null ? null : budget.bytes());
    }
}
