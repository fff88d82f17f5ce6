package io.howdah.app.report;

import io.howdah.app.stage.Highlights;
import io.howdah.app.stage.InspectStage.Inspection;
import io.howdah.app.text.Page;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An inspection as a plug-in of Nagios answers: one line of status with performance data, then details; the exit code is 0 for OK, 1
 * for WARNING, 2 for CRITICAL, 3 for UNKNOWN (Monitoring Plugins Development Guidelines).
 */
public final class NagiosReport {

    /** The exit code where nothing can be said. */
    public static final int UNKNOWN = 3;

    private NagiosReport() {}

    public static String of(Inspection inspection) {
        var page = new StringBuilder(status(inspection) + " | " + performance(inspection));
        Highlights.of(inspection.risks())
                .forEach(line -> page.append('\n').append(clean(line.first().severity() + ": " + line.text())));
        return page.append('\n').toString();
    }

    /** The line where the inspection could not be made. */
    public static String unknown(String why) {
        return "HOWDAH UNKNOWN - " + clean(why) + "\n";
    }

    public static int exitCode(Inspection inspection) {
        if (inspection.risks().isEmpty()) {
            return 0;
        }
        return switch (inspection.risks().getFirst().severity()) {
            case CRITICAL -> 2;
            case WARNING -> 1;
            case NOTICE, INFO -> 0;
        };
    }

    private static String status(Inspection inspection) {
        var word = List.of("OK", "WARNING", "CRITICAL").get(exitCode(inspection));
        var grave = inspection.risks().stream()
                .filter(f -> f.severity().compareTo(Severity.WARNING) <= 0)
                .toList();
        var database = inspection.catalog().database();
        if (grave.isEmpty()) {
            return clean("HOWDAH OK - " + database + ": nothing that is critical or a warning");
        }
        return clean("HOWDAH " + word + " - " + database + ": " + Page.counted(grave.size(), "finding", "findings")
                + ", first " + first(grave));
    }

    private static String first(List<Finding> grave) {
        return grave.getFirst().title();
    }

    /** {@code 'label'=value[UOM];[warn];[crit];[min];[max]}. */
    private static String performance(Inspection inspection) {
        var counts = Highlights.counts(inspection.risks());
        var data = new ArrayList<String>();
        for (var severity : Severity.values()) {
            data.add(severity.name().toLowerCase(Locale.ROOT) + "=" + counts.getOrDefault(severity, 0L) + ";"
                    + (severity == Severity.WARNING ? "0" : "") + ";"
                    + (severity == Severity.CRITICAL ? "0" : "") + ";0");
        }
        server(inspection.catalog(), data);
        return String.join(" ", data);
    }

    private static void server(Catalog catalog, List<String> data) {
        data.add("database=" + catalog.databaseBytes() + "B;;;0");
        var connections = catalog.activity().counters().get("connections");
        if (connections != null) {
            var limit = catalog.setting("max_connections").map(Setting::value).orElse("");
            data.add("connections=" + Math.round(connections) + ";;;0;" + limit);
        }
        catalog.activity().databases().stream()
                .mapToLong(Activity.DatabaseAge::xidAge)
                .max()
                .ifPresent(age -> data.add("transaction_age=" + age + ";;;0;2147483648"));
    }

    /** A bar would begin the performance data, and a line end the details. */
    private static String clean(String text) {
        return text.replace('|', '/').replaceAll("\\s+", " ");
    }
}
