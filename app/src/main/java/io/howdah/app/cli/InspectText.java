package io.howdah.app.cli;

import io.howdah.app.stage.InspectStage.Inspection;
import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
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
import java.util.stream.Stream;

/** What {@code howdah inspect} says: the risks first, then the overview. */
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
        text.risks();
        text.server();
        text.tables();
        text.statements();
        text.indexes();
        text.unseen();
    }

    private void risks() {
        page.line(style.bold("What could take you down tonight"));
        if (inspection.risks().isEmpty()) {
            page.line(style.green("  ✓ ") + "nothing that the catalogs show");
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
                .column("statement", Align.FLEXIBLE);
        inspection.workload().statements().stream()
                .filter(s -> s.totalMs() > 0)
                .sorted(Comparator.comparingDouble(Statement::totalMs).reversed())
                .limit(ROWS)
                .forEach(s -> table.row(
                        Figures.percent(s.totalMs() / total),
                        Figures.brief(s.calls()),
                        Figures.millis(s.meanMs()),
                        StatementBrief.of(s.text())));
        if (!table.isEmpty()) {
            page.heading("Statements, by their share of the time");
            page.table(2, table);
        }
    }

    private void indexes() {
        var table = new TextTable()
                .column("scans", Align.RIGHT)
                .column("size", Align.RIGHT)
                .column("for", Align.LEFT)
                .column("index", Align.FLEXIBLE);
        inspection.catalog().indexes().stream()
                .sorted(Comparator.comparingLong(Index::scans)
                        .thenComparing(Index::sizeBytes, Comparator.reverseOrder()))
                .limit(ROWS)
                .forEach(i -> table.row(
                        Figures.brief(i.scans()),
                        Figures.bytes(i.sizeBytes()),
                        i.valid() ? i.enforced() ? "constraint" : "lookups" : "nothing: invalid",
                        i.name() + " on " + i.definition()));
        if (!table.isEmpty()) {
            page.heading("Indexes, the least used first");
            page.table(2, table);
        }
    }

    private void unseen() {
        var notes = Stream.concat(inspection.catalog().unseen().stream(), inspection.workload().notes().stream())
                .distinct()
                .toList();
        if (!notes.isEmpty()) {
            page.heading("What could not be seen");
            notes.forEach(note -> page.hanging(style.yellow("  ! "), note));
        }
    }
}
