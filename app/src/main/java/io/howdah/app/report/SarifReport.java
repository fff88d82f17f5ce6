package io.howdah.app.report;

import io.howdah.app.json.Json;
import io.howdah.app.stage.InspectStage.Inspection;
import io.howdah.app.stage.InspectStage.SetAside;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An inspection as SARIF 2.1.0 (OASIS, 2020): one run, one result a finding, what was set aside as suppressed results.
 *
 * <p>Places are logical ones, since a database has no files; the physical place that some readers insist on names the database.
 */
public final class SarifReport {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private final Inspection inspection;
    private final List<String> slugs;

    private SarifReport(Inspection inspection) {
        this.inspection = inspection;
        this.slugs = Stream.concat(
                        inspection.fine().stream(), findings(inspection).map(Finding::slug))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<Finding> findings(Inspection inspection) {
        return Stream.concat(
                inspection.risks().stream(), inspection.setAside().stream().map(SetAside::finding));
    }

    /** @param version of the program */
    public static String of(Inspection inspection, String version) {
        return Json.write(new SarifReport(inspection).document(version));
    }

    private Map<String, Object> document(String version) {
        return map("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(run(version)));
    }

    private Map<String, Object> run(String version) {
        var results = new ArrayList<Map<String, Object>>();
        inspection.risks().forEach(f -> results.add(result(f)));
        inspection.setAside().forEach(a -> {
            var result = result(a.finding());
            result.put("suppressions", List.of(map("kind", "external", "justification", a.reason())));
            results.add(result);
        });
        var driver = map(
                "name",
                "Howdah",
                "version",
                version,
                "rules",
                slugs.stream().map(SarifReport::rule).toList());
        var notes = inspection.unseen().stream()
                .map(note -> map("level", "note", "message", map("text", note)))
                .toList();
        return map(
                "tool",
                map("driver", driver),
                "columnKind",
                "utf16CodeUnits",
                "invocations",
                List.of(map("executionSuccessful", true, "toolExecutionNotifications", notes)),
                "results",
                results);
    }

    private static Map<String, Object> rule(String slug) {
        return map("id", slug, "shortDescription", map("text", slug.replace('-', ' ')));
    }

    private Map<String, Object> result(Finding finding) {
        var text = finding.title() + ". " + finding.why()
                + (finding.remedy().sql().isEmpty()
                        ? ""
                        : "\n\n" + String.join("\n", finding.remedy().sql()));
        return map(
                "ruleId",
                finding.slug(),
                "ruleIndex",
                slugs.indexOf(finding.slug()),
                "level",
                level(finding.severity()),
                "message",
                map("text", text),
                "locations",
                List.of(location(finding)),
                "partialFingerprints",
                map("howdahKey/v1", finding.key()),
                "properties",
                properties(finding));
    }

    private Map<String, Object> properties(Finding finding) {
        return map(
                "severity",
                finding.severity().name().toLowerCase(Locale.ROOT),
                "timeShare",
                finding.cost().timeShare(),
                "bytes",
                finding.cost().bytes(),
                "evidence",
                finding.evidence().stream().map(Evidence::text).toList());
    }

    private Map<String, Object> location(Finding finding) {
        var database = inspection.catalog().database();
        var uri = "database/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
        return map(
                "physicalLocation",
                map("artifactLocation", map("uri", uri), "region", map("startLine", 1)),
                "logicalLocations",
                List.of(map("name", finding.subject(), "fullyQualifiedName", database + "/" + finding.subject())));
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "error";
            case WARNING -> "warning";
            case NOTICE, INFO -> "note";
        };
    }

    private static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
