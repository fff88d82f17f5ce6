package io.howdah.app.cli;

import io.howdah.app.json.Json;
import io.howdah.app.json.PartitionsDocument;
import io.howdah.engine.Problem;
import io.howdah.engine.apply.partition.Partitions;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.PartitionPolicy;
import io.howdah.engine.change.PartitionPolicy.Keep;
import io.howdah.engine.change.PartitionPolicy.Old;
import io.howdah.engine.postgres.ServerSessions;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code howdah partition policy}. */
@CommandLine.Command(
        name = "policy",
        description = {
            "Shows what is wanted of the partitions of a table, or what its bounds say that would be; with an option, says it.",
            "It is kept in the database, and howdah partition maintain carries it out."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  howdah partition policy events -d shop                  as it is, or would be",
            "  howdah partition policy events -d shop --adopt          as its bounds say",
            "  howdah partition policy events -d shop --keep 12months --then archive:/var/archive",
            "  howdah partition policy events -d shop --every month --zone Europe/Berlin --ahead 3"
        })
final class PartitionPolicyCommand extends TableCommand {

    @Mixin
    private ConnectionArguments connection = new ConnectionArguments();

    @Parameters(arity = "1", paramLabel = "TABLE", description = "The table, with its schema where it needs one.")
    private String table = "";

    @Option(
            names = "--every",
            paramLabel = "SPAN",
            description = "Length of a partition: hour, day, week, month, quarter, year, or a whole number.")
    private @Nullable String every;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone in which days begin, such as Europe/Berlin.")
    private @Nullable String zone;

    @Option(names = "--ahead", paramLabel = "N", description = "How many partitions there are beyond the present one.")
    private @Nullable String ahead;

    @Option(
            names = "--keep",
            paramLabel = "TIME|forever",
            description = "How long rows are kept, such as 12months, or how far below the newest number.")
    private @Nullable String keep;

    @Option(
            names = "--then",
            paramLabel = "drop|detach|archive:DIR",
            description = "What becomes of partitions that are older; detach unless given.")
    private @Nullable String then;

    @Option(
            names = "--default-partition",
            paramLabel = "yes|no|as-is",
            description = "Whether there is to be a default partition; as-is unless given.")
    private @Nullable String wantsDefault;

    @Option(names = "--adopt", description = "Keep it as it is shown.")
    private boolean adopt;

    PartitionPolicyCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        var wish = wish();
        var sessions = new ServerSessions(connection.settings(null, console.variables()));
        var partitions = new Partitions(sessions);
        var name = named(sessions, table);
        var kept = partitions.policy(name);
        if (adopt || wish) {
            partitions.adopt(completed(kept.orElse(null), name, partitions));
        }
        show(partitions, name);
        return 0;
    }

    /** Whether something is wished, all of it readable. */
    private boolean wish() {
        zone();
        count();
        length();
        old();
        directory();
        standing();
        if (every != null && PartitionPolicy.span(every).isEmpty() && !every.matches("[1-9]\\d{0,17}")) {
            throw Problem.input(
                    "--every is hour, day, week, month, quarter, year or a whole number, not '" + every + "'");
        }
        return every != null || zone != null || ahead != null || keep != null || then != null || wantsDefault != null;
    }

    private PartitionPolicy completed(@Nullable PartitionPolicy kept, QualifiedName name, Partitions partitions) {
        var base = kept == null || every != null || zone != null ? partitions.proposed(name, every, zone()) : kept;
        var before = kept == null ? base : kept;
        var count = count();
        return new PartitionPolicy(
                name,
                base.scheme(),
                count == null ? (every == null ? before.ahead() : base.ahead()) : count,
                keep == null ? before.keep() : length(),
                then == null ? before.old() : old(),
                then == null ? before.archive() : directory(),
                wantsDefault == null ? before.wantsDefault() : standing());
    }

    private @Nullable ZoneId zone() {
        try {
            return zone == null ? null : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw Problem.input("--zone: there is no time zone '" + zone + "'; write it like Europe/Berlin or UTC");
        }
    }

    private @Nullable Integer count() {
        if (ahead == null) {
            return null;
        }
        if (!ahead.matches("\\d{1,4}")) {
            throw Problem.input("--ahead is a number of partitions from 0 to 9999, not '" + ahead + "'");
        }
        return Integer.valueOf(ahead);
    }

    private @Nullable Keep length() {
        if (keep == null || keep.equalsIgnoreCase("forever")) {
            return null;
        }
        return Keep.of(keep)
                .orElseThrow(() -> Problem.input(
                        "--keep is a time such as 12months or 90days, a number, or forever, not '" + keep + "'"));
    }

    private Old old() {
        if (then == null) {
            return Old.DETACH;
        }
        return switch (then.toLowerCase(Locale.ROOT)) {
            case "drop" -> Old.DROP;
            case "detach" -> Old.DETACH;
            default -> {
                if (!then.startsWith("archive:") || then.length() == "archive:".length()) {
                    throw Problem.input("--then is drop, detach or archive:DIR, not '" + then + "'");
                }
                yield Old.ARCHIVE;
            }
        };
    }

    private @Nullable String directory() {
        return old() == Old.ARCHIVE && then != null
                ? Path.of(then.substring("archive:".length())).toAbsolutePath().toString()
                : null;
    }

    private @Nullable Boolean standing() {
        if (wantsDefault == null) {
            return null;
        }
        return switch (wantsDefault) {
            case "yes" -> Boolean.TRUE;
            case "no" -> Boolean.FALSE;
            case "as-is" -> null;
            default -> throw Problem.input("--default-partition is yes, no or as-is, not '" + wantsDefault + "'");
        };
    }

    private void show(Partitions partitions, QualifiedName name) {
        var status = partitions.status(name, null);
        if (json()) {
            answer(Json.write(PartitionsDocument.of(status)));
            return;
        }
        var page = page();
        status.forEach(one -> PartitionsText.write(one, false, page));
        answer(page.toString());
    }
}
