package io.howdah.app.html;

import io.howdah.app.stage.Highlights;
import io.howdah.app.stage.InspectStage.Inspection;
import io.howdah.app.text.Figures;
import io.howdah.app.text.PerCall;
import io.howdah.app.text.StatementBrief;
import io.howdah.engine.advise.Command;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The report of an inspection: the lines that matter, then every finding, then what the server is and does. */
public final class HealthReport {

    private static final int ROWS = 15;

    private final Inspection inspection;
    private final Html html = new Html();

    private HealthReport(Inspection inspection) {
        this.inspection = inspection;
    }

    public static String of(Inspection inspection) {
        return new HealthReport(inspection).write();
    }

    private String write() {
        html.raw(Html.HEAD)
                .element("title", "Howdah: health of " + inspection.catalog().database())
                .raw("<style>\n" + Html.resource("report.css") + Html.resource("health.css")
                        + "</style>\n</head>\n<body>\n<main>\n");
        head();
        lines();
        findings();
        tables();
        statements();
        setAside();
        rest();
        return html.raw("</main>\n<script>\n" + Html.resource("report.js") + "</script>\n</body>\n</html>\n")
                .toString();
    }

    private void head() {
        var catalog = inspection.catalog();
        html.raw("<header>\n").element("p", "brand", "Howdah").element("h1", "Health of " + catalog.database());
        html.element(
                "p",
                "lead",
                "PostgreSQL " + catalog.server().version() + (catalog.server().inRecovery() ? ", a standby" : "")
                        + ", " + Figures.bytes(catalog.databaseBytes()) + ", "
                        + Figures.count((long) catalog.relations().size()) + " relations, read on " + readAt());
        var counts = Highlights.counts(inspection.risks());
        html.raw("<div class=\"cards\">\n");
        for (var severity : Severity.values()) {
            html.raw("<div class=\"card " + word(severity) + "\">")
                    .element("b", Figures.count(counts.getOrDefault(severity, 0L)))
                    .element("span", word(severity))
                    .raw("</div>\n");
        }
        html.raw("</div>\n</header>\n");
    }

    private String readAt() {
        var minute = inspection.catalog().readAt().truncatedTo(ChronoUnit.MINUTES);
        return minute.toString().replace("T", " at ").replace(":00Z", " UTC");
    }

    private void lines() {
        var lines = Highlights.of(inspection.risks());
        html.element("h2", "What matters");
        if (lines.isEmpty()) {
            html.element("p", "Nothing was found.");
            return;
        }
        html.raw("<ol class=\"lines\">\n");
        lines.forEach(line -> {
            html.raw("<li>" + badge(line.first().severity()) + " <a href=\"#" + anchor(line.first()) + "\">")
                    .text(line.text())
                    .raw("</a></li>\n");
        });
        html.raw("</ol>\n");
    }

    private int place(Finding finding) {
        return inspection.risks().indexOf(finding);
    }

    private String anchor(Finding finding) {
        return "f" + place(finding);
    }

    private void findings() {
        if (inspection.risks().isEmpty()) {
            return;
        }
        html.element("h2", "Every finding");
        for (int i = 0; i < inspection.risks().size(); i++) {
            finding(inspection.risks().get(i), "f" + i);
        }
    }

    private void finding(Finding finding, String anchor) {
        html.raw("<section class=\"advice\" id=\"" + anchor + "\">\n<h3>" + badge(finding.severity()) + " ")
                .text(finding.title())
                .raw("</h3>\n")
                .element("p", finding.why());
        html.raw("<ul>\n");
        finding.evidence().forEach(this::evidence);
        html.raw("</ul>\n");
        remedy(finding.remedy());
        var decision = finding.decision();
        if (decision != null) {
            decision.choices().forEach(this::choice);
        }
        html.element("p", "key", finding.key() + cost(finding)).raw("</section>\n");
    }

    private void choice(Decision.Choice choice) {
        html.element("h4", choice.title()).raw("<ul>\n");
        choice.consequences().forEach(c -> html.raw("<li>").text(c).raw("</li>\n"));
        html.raw("</ul>\n");
        lines(
                "Online, in a shell",
                choice.commands().stream().map(Command::text).toList());
        sql("SQL", choice.sql());
        sql("What the application sends then", choice.statements());
    }

    private static String cost(Finding finding) {
        var cost = finding.cost();
        return (cost.timeShare() > 0 ? " · " + Figures.percent(cost.timeShare()) + " of the time" : "")
                + (cost.bytes() > 0 ? " · " + Figures.bytes(cost.bytes()) : "");
    }

    private void evidence(Evidence evidence) {
        var label = evidence.label().name().toLowerCase(Locale.ROOT);
        html.raw("<li><span class=\"label " + label + "\">" + label + "</span> ")
                .text(evidence.text())
                .raw("</li>\n");
    }

    private void remedy(Remedy remedy) {
        var effect = switch (remedy.effect()) {
            case AT_ONCE -> "";
            case RELOAD -> ", in effect after a reload";
            case RESTART -> ", in effect after a restart";
        };
        sql("Mend it" + effect, remedy.sql());
        sql("Undo", remedy.undo());
    }

    private void sql(String caption, List<String> statements) {
        lines(
                caption,
                statements.stream().map(s -> s.endsWith(";") ? s : s + ";").toList());
    }

    private void lines(String caption, List<String> lines) {
        if (!lines.isEmpty()) {
            html.raw("<div class=\"sql\">").element("span", "caption", caption).raw("<pre>");
            html.text(String.join("\n", lines)).raw("</pre></div>\n");
        }
    }

    private void tables() {
        var largest = inspection.catalog().relations().stream()
                .filter(r -> r.kind() == Relation.Kind.TABLE || r.kind() == Relation.Kind.MATERIALIZED_VIEW)
                .sorted(Comparator.comparingLong(HealthReport::bytes).reversed())
                .limit(ROWS)
                .toList();
        if (largest.isEmpty()) {
            return;
        }
        html.element("h2", "Largest tables");
        head("table", "rows", "heap", "indexes", "seq scans", "index scans", "dead");
        largest.forEach(r -> {
            var use = r.use();
            row(
                    r.name().toString(),
                    Figures.brief(r.estimatedRows()),
                    Figures.bytes(r.heapBytes()),
                    Figures.bytes(bytes(r) - r.heapBytes() - r.toastBytes()),
                    use == null ? "–" : Figures.brief(use.sequentialScans()),
                    use == null ? "–" : Figures.brief(use.indexScans()),
                    use == null || use.liveTuples() + use.deadTuples() == 0
                            ? "–"
                            : Figures.percent((double) use.deadTuples() / (use.liveTuples() + use.deadTuples())));
        });
        html.raw("</tbody></table></div>\n");
    }

    private static long bytes(Relation relation) {
        return relation.heapBytes()
                + relation.toastBytes()
                + relation.indexes().stream().mapToLong(Index::sizeBytes).sum();
    }

    private void statements() {
        double total = inspection.workload().totalMs();
        var heaviest = inspection.workload().statements().stream()
                .filter(s -> s.totalMs() > 0)
                .sorted(Comparator.comparingDouble(Statement::totalMs).reversed())
                .limit(ROWS)
                .toList();
        if (heaviest.isEmpty()) {
            return;
        }
        html.element("h2", "Statements, by their share of the time");
        head("statement", "time", "calls", "mean", "rows a call", "read a call", "spilled a call");
        heaviest.forEach(s -> row(
                StatementBrief.of(s.text()),
                Figures.percent(s.totalMs() / total),
                Figures.brief(s.calls()),
                Figures.millis(s.meanMs()),
                PerCall.rows(s),
                PerCall.read(s),
                PerCall.spilled(s)));
        html.raw("</tbody></table></div>\n");
    }

    private void head(String... columns) {
        html.raw("<div class=\"wide\"><table><thead><tr>");
        for (var column : columns) {
            html.element("th", column);
        }
        html.raw("</tr></thead><tbody>\n");
    }

    private void row(String... cells) {
        html.raw("<tr>");
        for (var cell : cells) {
            html.element("td", cell);
        }
        html.raw("</tr>\n");
    }

    private void setAside() {
        if (inspection.setAside().isEmpty()) {
            return;
        }
        html.element("h2", "Set aside").raw("<ul class=\"conditions\">\n");
        inspection.setAside().forEach(a -> html.element("li", a.finding().title() + ": " + a.reason()));
        html.raw("</ul>\n");
    }

    private void rest() {
        if (!inspection.unseen().isEmpty()) {
            html.element("h2", "What could not be seen").raw("<ul class=\"conditions\">\n");
            inspection.unseen().forEach(note -> html.element("li", note));
            html.raw("</ul>\n");
        }
        if (!inspection.fine().isEmpty()) {
            html.element("h2", "Looked at, and fine").element("p", "note", String.join(", ", inspection.fine()));
        }
    }

    private static String badge(Severity severity) {
        return "<span class=\"severity " + word(severity) + "\">" + word(severity) + "</span>";
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
