package io.howdah.app.cli;

import io.howdah.app.json.Json;
import io.howdah.app.json.WhatIfDocument;
import io.howdah.app.stage.AdviseStage;
import io.howdah.app.stage.WhatIfStage;
import io.howdah.engine.Problem;
import io.howdah.engine.Time;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.RowSamples;
import io.howdah.engine.catalog.SavedTwin;
import io.howdah.engine.postgres.ServerSessions;
import io.howdah.engine.prove.ProofOptions;
import io.howdah.engine.prove.Prover;
import io.howdah.engine.read.RowSampleReader;
import io.howdah.engine.twin.Twin;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah what-if}, and the same as {@code howdah twin what-if}. */
@CommandLine.Command(
        name = "what-if",
        description = "Shows how the workload's statements would be planned if indexes, sizes, settings or tables were"
                + " otherwise. Asks a data-less copy; changes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah what-if -d shop --rows orders=3G,shipping.parcels=5G --top 3",
            "  howdah what-if -d shop --index 'orders (customer_id)' --hide orders_customer_idx",
            "  howdah what-if -d shop --partition 'events by range (created_at) monthly'",
            "  howdah what-if -d shop --set random_page_cost=1.1 --run     with both plans run, read only",
            "  howdah what-if --twin shop.json.gz --type 'orders.status smallint' --set work_mem=64MB"
        })
final class WhatIfCommand extends Command {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Mixin
    private TwinFileArgument file = new TwinFileArgument();

    @Mixin
    private WishArguments wishes = new WishArguments();

    @Mixin
    private ValuesArgument values = new ValuesArgument();

    @Parameters(arity = "0..1", paramLabel = "DATABASE", description = "URI, key=value string or name of the database.")
    private @Nullable String target;

    @Option(
            names = "--statements",
            paramLabel = "DIR",
            description = "Folder of .sql files, one statement each, instead of pg_stat_statements.")
    private @Nullable Path statements;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many statements to show, the costliest first; 10 unless given.")
    private int top = 10;

    @Option(
            names = "--run",
            description =
                    "With --set alone: run the statements that get another plan on this server, under both settings,"
                            + " in read-only transactions.")
    private boolean run;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            description = "How long one run of a statement may take; 10 unless given.")
    private int seconds = 10;

    WhatIfCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        wishes.check();
        if (seconds < 1) {
            throw Problem.input("--time-limit must be at least 1 second");
        }
        var saved = file.read(target, console, progress());
        if (run && saved.isPresent()) {
            throw Problem.input("--run needs a server; a file has no rows");
        }
        return saved.isPresent() ? fromFile(saved.get()) : fromServer();
    }

    private int fromFile(SavedTwin saved) {
        var folder = statements == null ? null : console.folder().resolve(statements);
        var workload = TwinFileArgument.workload(saved, folder);
        var stage = new WhatIfStage(progress(), RowSamples.NONE);
        return tell(stage.ask(saved.catalog(), workload, wishes.wishes(saved.catalog(), null)));
    }

    private int fromServer() {
        var sessions = new ServerSessions(connection.settings(target, console.variables()));
        var stage = new AdviseStage(progress());
        var catalog = stage.catalogForAdvice(sessions);
        var wished = wishes.wishes(catalog, sessions);
        var folder = statements == null ? null : console.folder().resolve(statements);
        var workload = stage.workload(sessions, folder, Duration.ZERO);
        workload.notes().forEach(progress()::note);
        var asking = new WhatIfStage(progress(), new RowSampleReader(sessions, catalog));
        if (run && !wished.isOnlySettings()) {
            throw Problem.input("--run goes with --set alone: nothing else of the server is made otherwise for it");
        }
        var result = asking.ask(catalog, workload, wished);
        return tell(run ? asking.measured(result, prover(sessions, catalog)) : result);
    }

    private Prover prover(ServerSessions sessions, Catalog catalog) {
        var options = ProofOptions.DEFAULT.timeout(Duration.ofSeconds(seconds));
        return Prover.reading(sessions, Twin.searchPath(catalog), options, Time.SYSTEM);
    }

    private int tell(WhatIfStage.Result whole) {
        var result = values.redaction().of(whole);
        answer(json() ? Json.write(WhatIfDocument.of(result)) : text(result));
        return 0;
    }

    private String text(WhatIfStage.Result result) {
        var page = page();
        WhatIfText.write(result, Math.max(1, top), page);
        return page.toString();
    }
}
