package io.howdah.app.cli;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Setting;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.read.LogFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A server's log as a file, for the plans in it. */
final class LogArgument {

    /** The prefix that servers come with (manual, 19.8.3). */
    private static final String USUAL_PREFIX = "%m [%p] ";

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description =
                    "A server's log with plans of auto_explain (stderr, csvlog, jsonlog), to see which statements changed"
                            + " their plans; the server's own, where the role may read it, unless given.")
    private @Nullable Path file;

    /** The workload with the plans of the file; where there are none of any log, it says so. */
    Workload with(Workload workload, Catalog catalog, Path folder) {
        if (file != null) {
            var prefix = catalog.setting("log_line_prefix").map(Setting::value).orElse(USUAL_PREFIX);
            var plans = LogFiles.plans(folder.resolve(file), prefix, catalog.database());
            return workload.seeing(workload.seen().with(plans));
        }
        return workload.seen().plans().isEmpty()
                ? workload.noting(
                        "Whether statements changed their plans was not seen: no log with plans of auto_explain could be"
                                + " read. --log FILE reads one.")
                : workload;
    }
}
