package io.howdah.app.report;

import io.howdah.app.stage.InspectStage.Inspection;
import io.howdah.app.stage.InspectStage.SetAside;
import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Server;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Inspections of a database whose names are awkward in every form. */
public final class Inspections {

    private Inspections() {}

    static Inspection of(Severity... severities) {
        var findings = Arrays.stream(severities)
                .map(s -> finding(s, "table \"<倉> & | ]]>\u0001\" " + s))
                .toList();
        return new Inspection(
                Scene.of(catalog()),
                findings,
                List.of("fine-thing"),
                List.of(new SetAside(finding(Severity.CRITICAL, "known \"one\""), "ignored: <known>")),
                List.of("Something could not be seen."));
    }

    private static Finding finding(Severity severity, String subject) {
        return Finding.of(
                        "odd-thing",
                        severity,
                        subject,
                        subject + " is odd",
                        "Why & how.",
                        List.of(Evidence.catalog("3 < 4")))
                .costing(Cost.ofBytes(5))
                .mendedBy(Remedy.of("ALTER TABLE \"<倉> & | ]]>\" RESET (x);"));
    }

    private static Catalog catalog() {
        var ages = List.of(new Activity.DatabaseAge("倉 庫", 1_000, 1, 0));
        return new Catalog(
                new Server(180006, "18.6", null, false),
                "倉 庫",
                4_096,
                Instant.EPOCH,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Activity(List.of(), List.of(), List.of(), List.of(), null, ages, null, Map.of("connections", 7.0)),
                List.of());
    }
}
