package io.howdah.app.cli;

import io.howdah.app.stage.Highlights;
import io.howdah.app.stage.IndexUse;
import io.howdah.app.stage.InspectStage.Inspection;
import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
import io.howdah.app.text.PerCall;
import io.howdah.app.text.StatementBrief;
import io.howdah.app.text.Style;
import io.howdah.app.text.TextTable;
import io.howdah.app.text.TextTable.Align;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;

/** What {@code howdah inspect} says: the lines that matter, every finding, then the overview. */
final class InspectText {

    private static final int ROWS = 8;

    private final Inspection inspection;
    private final Page page;
    private final Style style;

    private InspectText(Inspection inspection, Page page) {
        this.inspection = inspection;
        this.page = page;
        this.style = page.style();
    }

    static void write(Inspection inspection, Page page) {
        var text = new InspectText(inspection, page);
        text.highlights();
        text.risks();
        text.setAside();
        text.server();
        text.tables();
        text.statements();
        text.indexes();
        text.unseen();
    }

    private void highlights() {
        var risks = inspection.risks();
        page.line(style.bold("Health of " + inspection.catalog().database() + ": ") + counts());
        page.blank();
        if (risks.isEmpty()) {
            page.line(style.green("  ✓ ") + "nothing that the catalogs show");
        }
        var lines = Highlights.of(risks);
        lines.forEach(line -> page.hanging("  " + SeverityText.of(line.first().severity(), style) + " ", line.text()));
        long shown = lines.stream().mapToLong(line -> 1L + line.others()).sum();
        if (shown < risks.size()) {
            page.line(style.dim("           and " + Page.counted(risks.size() - shown, "more below", "more below")));
        }
    }

    private String counts() {
        var counts = Highlights.counts(inspection.risks());
        var words = counts.entrySet().stream()
                .map(e -> Figures.count(e.getValue()) + " " + e.getKey().name().toLowerCase(Locale.ROOT))
                .toList();
        return words.isEmpty() ? "nothing found" : Page.listed(words);
    }

    private void risks() {
        if (!inspection.risks().isEmpty()) {
            page.heading("Every finding");
        }
        inspection.risks().forEach(this::risk);
        if (!inspection.fine().isEmpty()) {
            page.blank();
            page.hanging(style.green("  fine  "), style.dim(String.join(", ", inspection.fine())));
        }
    }

    private void risk(Finding finding) {
        page.blank();
        page.hanging("  " + SeverityText.of(finding.severity(), style) + " ", style.bold(finding.title()));
        page.paragraph(11, finding.why());
        finding.evidence()
                .forEach(e -> page.hanging(
                        "           " + style.dim("[" + e.label().name().toLowerCase(Locale.ROOT) + "]") + " ",
                        e.text()));
        remedy(finding);
        DecisionText.write(finding, 11, page);
        page.hanging("           ", style.dim(finding.key()));
    }

    private void remedy(Finding finding) {
        var remedy = finding.remedy();
        remedy.sql().forEach(sql -> page.sql(11, "", sql));
        remedy.undo().forEach(sql -> page.sql(11, style.dim("undo: "), sql));
        switch (remedy.effect()) {
            case AT_ONCE -> {}
            case RELOAD -> page.line("           " + style.dim("in effect after a reload"));
            case RESTART -> page.line("           " + style.yellow("in effect after a restart"));
        }
    }

    private void setAside() {
        if (!inspection.setAside().isEmpty()) {
            page.heading("Set aside");
            inspection
                    .setAside()
                    .forEach(a -> page.hanging("  ", style.dim(a.finding().title() + ": " + a.reason())));
        }
    }

    private void server() {
        var catalog = inspection.catalog();
        var server = catalog.server();
        var started = server.startedAt();
        page.heading("Server");
        page.hanging(
                "  ",
                "PostgreSQL " + server.version() + (server.inRecovery() ? ", a replica" : "")
                        + (started == null
                                ? ""
                                : ", up " + Figures.duration(Duration.between(started, catalog.readAt())))
                        + "; database " + style.bold(catalog.database()) + ", " + Figures.bytes(catalog.databaseBytes())
                        + ", "
                        + Page.counted(catalog.relations().size(), "relation", "relations") + ", "
                        + Page.counted(catalog.indexes().size(), "index", "indexes"));
        var reset = catalog.activity().statisticsReset();
        page.hanging(
                "  ",
                reset == null
                        ? "Counters below have run since the database was made or the server crashed."
                        : "Counters below have run for " + Figures.duration(Duration.between(reset, catalog.readAt()))
                                + ".");
    }

    private void tables() {
        var table = new TextTable()
                .column("rows", Align.RIGHT)
                .column("heap", Align.RIGHT)
                .column("indexes", Align.RIGHT)
                .column("seq scans", Align.RIGHT)
                .column("index scans", Align.RIGHT)
                .column("dead", Align.RIGHT)
                .column("table", Align.FLEXIBLE);
        inspection.catalog().relations().stream()
                .filter(r -> r.kind() == Relation.Kind.TABLE || r.kind() == Relation.Kind.MATERIALIZED_VIEW)
                .sorted(Comparator.comparingLong(InspectText::bytes).reversed())
                .limit(ROWS)
                .forEach(r -> row(r, table));
        if (!table.isEmpty()) {
            page.heading("Largest tables");
            page.table(2, table);
        }
    }

    private static long bytes(Relation relation) {
        return relation.heapBytes() + relation.toastBytes() + indexBytes(relation);
    }

    private static long indexBytes(Relation relation) {
        return relation.indexes().stream().mapToLong(Index::sizeBytes).sum();
    }

    private static void row(Relation relation, TextTable table) {
        var use = relation.use();
        table.row(
                Figures.brief(relation.estimatedRows()),
                Figures.bytes(relation.heapBytes()),
                Figures.bytes(indexBytes(relation)),
                use == null ? "–" : Figures.brief(use.sequentialScans()),
                use == null ? "–" : Figures.brief(use.indexScans()),
                use == null || use.liveTuples() + use.deadTuples() == 0
                        ? "–"
                        : Figures.percent((double) use.deadTuples() / (use.liveTuples() + use.deadTuples())),
                relation.name().toString());
    }

    private void statements() {
        double total = inspection.workload().totalMs();
        var table = new TextTable()
                .column("time", Align.RIGHT)
                .column("calls", Align.RIGHT)
                .column("mean", Align.RIGHT)
                .column("rows", Align.RIGHT)
                .column("read", Align.RIGHT)
                .column("spilled", Align.RIGHT)
                .column("statement", Align.FLEXIBLE);
        inspection.workload().statements().stream()
                .filter(s -> s.totalMs() > 0)
                .sorted(Comparator.comparingDouble(Statement::totalMs).reversed())
                .limit(ROWS)
                .forEach(s -> table.row(
                        Figures.percent(s.totalMs() / total),
                        Figures.brief(s.calls()),
                        Figures.millis(s.meanMs()),
                        PerCall.rows(s),
                        PerCall.read(s),
                        PerCall.spilled(s),
                        StatementBrief.of(s.text())));
        if (!table.isEmpty()) {
            page.heading("Statements, by their share of the time; mean, rows, read and spilled are of a call");
            page.table(2, table);
        }
    }

    private void indexes() {
        var table = new TextTable()
                .column("scans", Align.RIGHT)
                .column("entries read", Align.RIGHT)
                .column("rows fetched", Align.RIGHT)
                .column("size", Align.RIGHT)
                .column("for", Align.LEFT)
                .column("index", Align.FLEXIBLE);
        IndexUse.leastFirst(inspection.catalog()).stream()
                .limit(ROWS)
                .forEach(i -> table.row(
                        Figures.brief(i.scans()),
                        Figures.brief(i.tuplesRead()),
                        Figures.brief(i.tuplesFetched()),
                        Figures.bytes(i.sizeBytes()),
                        i.valid() ? i.enforced() ? "constraint" : "lookups" : "nothing: invalid",
                        i.name() + " on " + i.definition()));
        if (!table.isEmpty()) {
            page.heading("Indexes, the least used first");
            page.table(2, table);
        }
    }

    private void unseen() {
        var notes = inspection.unseen();
        if (!notes.isEmpty()) {
            page.heading("What could not be seen");
            notes.forEach(note -> page.hanging(style.yellow("  ! "), note));
        }
    }
}
