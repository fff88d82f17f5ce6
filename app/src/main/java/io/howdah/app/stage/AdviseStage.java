package io.howdah.app.stage;

import io.howdah.app.text.Figures;
import io.howdah.app.text.Page;
import io.howdah.app.text.Wrap;
import io.howdah.engine.Problem;
import io.howdah.engine.Time;
import io.howdah.engine.advise.Advisory;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Planned;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Thresholds;
import io.howdah.engine.advise.growth.GrownCatalog;
import io.howdah.engine.advise.growth.Growth;
import io.howdah.engine.advise.growth.OutgrownPlan;
import io.howdah.engine.advise.index.BloatedIndexRule;
import io.howdah.engine.advise.index.IndexOptions;
import io.howdah.engine.advise.statistics.StatisticsRules;
import io.howdah.engine.advise.vacuum.TableBloatRule;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.RowSamples;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.read.DistinctReader;
import io.howdah.engine.read.ExtremesReader;
import io.howdah.engine.read.IndexDensityReader;
import io.howdah.engine.read.StatementFiles;
import io.howdah.engine.read.TableSpaceReader;
import io.howdah.engine.read.WorkloadReader;
import io.howdah.engine.sql.Fingerprint;
import io.howdah.engine.twin.Binder;
import io.howdah.engine.twin.Bound;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a database and its workload, builds the twin, and asks for advice. Changes nothing on the server. */
public final class AdviseStage {

    private final Progress progress;
    private final boolean wholeWorkload;
    private final RowSamples samples;
    private final Thresholds thresholds;
    private final @Nullable Sessions copy;

    public AdviseStage(Progress progress) {
        this(progress, false, RowSamples.NONE, Thresholds.STANDARD, null);
    }

    private AdviseStage(
            Progress progress,
            boolean wholeWorkload,
            RowSamples samples,
            Thresholds thresholds,
            @Nullable Sessions copy) {
        this.progress = progress;
        this.samples = samples;
        this.wholeWorkload = wholeWorkload;
        this.thresholds = thresholds;
        this.copy = copy;
    }

    /** The same with other lines drawn for rules. */
    public AdviseStage at(Thresholds others) {
        return new AdviseStage(progress, wholeWorkload, samples, others, copy);
    }

    /** The same for a server on which nothing ever runs but the workload given. */
    public AdviseStage ofWholeWorkload() {
        return new AdviseStage(progress, true, samples, thresholds, copy);
    }

    /** The same where the rows can be looked at for the sizes of new indexes. */
    public AdviseStage lookingAt(RowSamples rows) {
        return new AdviseStage(progress, wholeWorkload, rows, thresholds, copy);
    }

    /** The same with indexes tried on a copy, if there is one. */
    public AdviseStage tryingOn(@Nullable Sessions other) {
        return new AdviseStage(progress, wholeWorkload, samples, thresholds, other);
    }

    public Catalog catalog(Sessions sessions) {
        try (var step = progress.begin("read the catalog")) {
            var read = CatalogReader.read(sessions);
            var catalog = read.withDensities(IndexDensityReader.read(
                    sessions, BloatedIndexRule.suspects(Scene.of(read).at(thresholds))));
            step.result(Page.counted(catalog.relations().size(), "relation", "relations") + ", "
                    + Page.counted(catalog.indexes().size(), "index", "indexes") + ", "
                    + Figures.bytes(catalog.databaseBytes()));
            return catalog;
        }
    }

    /** The same with a look into tables that seem to be full of nothing, where that can be had. */
    public Catalog catalogForInspection(Sessions sessions) {
        var catalog = catalog(sessions);
        return TableSpaceReader.read(sessions, catalog, TableBloatRule.suspects(catalog));
    }

    /** The same with what is read of tables for it: distinct values on a few blocks, the ends of columns that grew. */
    public Catalog catalogForAdvice(Sessions sessions) {
        var catalog = catalog(sessions);
        try (var step = progress.begin("look at large and changed tables")) {
            var counted = DistinctReader.read(sessions, ExtremesReader.read(sessions, catalog));
            long corrected = counted.relations().stream()
                    .flatMap(r -> r.columns().stream())
                    .filter(AdviseStage::isCorrected)
                    .count();
            step.result(
                    corrected == 0
                            ? "statistics hold"
                            : "distinct values of " + Page.counted(corrected, "column", "columns") + " corrected");
            return counted;
        }
    }

    private static boolean isCorrected(Column column) {
        var statistics = column.statistics();
        return statistics != null && statistics.clusteredDistinct() != null;
    }

    /**
     * What runs.
     *
     * @param files a folder of statements instead of what the server counted
     * @param sampling how long to watch sessions for texts
     */
    public Workload workload(Sessions sessions, @Nullable Path files, Duration sampling) {
        try (var step = progress.begin("read the workload")) {
            if (files == null && !sampling.isZero()) {
                step.at(Double.NaN, "watching sessions for " + Figures.duration(sampling));
            }
            var workload = files == null
                    ? new WorkloadReader(sessions, Time.SYSTEM).read(sampling)
                    : StatementFiles.read(files, Time.SYSTEM.now());
            step.result(Page.counted(workload.statements().size(), "statement", "statements") + " from "
                    + workload.source());
            return workload;
        }
    }

    /** Advice on a database as it was read. */
    public Advised advise(Catalog catalog, Workload workload, @Nullable Long budgetBytes) {
        return advise(catalog, workload, budgetBytes, null);
    }

    /**
     * Advice on a database that was read.
     *
     * @param budgetBytes disk for new indexes; null for a quarter of the database
     * @param growth the size that the advice is for; null for today's
     */
    public Advised advise(Catalog catalog, Workload workload, @Nullable Long budgetBytes, @Nullable Growth growth) {
        try (var twin = twin(catalog)) {
            var bound = bound(twin, workload);
            var found = advise(twin, workload, bound, budgetBytes);
            var advisory = found.advisory();
            return growth == null
                    ? new Advised(catalog, workload, advisory, notes(twin), null, found.tried())
                    : grown(twin, workload, bound, budgetBytes, growth, advisory);
        }
    }

    /** The same questions asked of a second twin, at the size to come. */
    private Advised grown(
            Twin now, Workload workload, Bound bound, @Nullable Long budgetBytes, Growth growth, Advisory today) {
        var catalog = GrownCatalog.of(now.catalog(), growth);
        try (var then = twin(catalog)) {
            var advisory = advise(then, workload, bound, budgetBytes).advisory();
            var outgrown = OutgrownPlan.among(
                    now.ask(Configuration.AS_IS, bound.questions()),
                    then.ask(Configuration.AS_IS, bound.questions()),
                    growth);
            return new Advised(
                    now.catalog(), workload, advisory, notes(then), new Grown(growth, catalog, outgrown, today), null);
        }
    }

    private Bound bound(Twin twin, Workload workload) {
        try (var step = progress.begin("read the statements")) {
            var bound = new Binder(twin).bind(workload);
            mustBeStatements(workload, bound);
            step.result(Page.counted(bound.questions().size(), "form", "forms") + " to plan");
            return bound;
        }
    }

    private static @Nullable Duration window(Workload workload) {
        var since = workload.since();
        return since == null ? null : Duration.between(since, workload.until());
    }

    private IndexChoice.Found advise(Twin twin, Workload workload, Bound bound, @Nullable Long budgetBytes) {
        try (var step = progress.begin("look for better indexes")) {
            var options = IndexOptions.forDatabase(twin.catalog())
                    .withWholeWorkload(wholeWorkload)
                    .withWindow(window(workload))
                    .withThresholds(thresholds)
                    .withProgress((stage, done, total) ->
                            step.at(Double.NaN, total > 1 ? stage + ", " + done + " of " + total : stage));
            var budgeted = budgetBytes == null ? options : options.withBudget(budgetBytes);
            var found = new IndexChoice(twin, bound, budgeted, copy).choose();
            var scene = new Scene(twin.catalog(), workload, thresholds)
                    .planning(Planned.of(twin, bound.questions(), samples));
            var whole =
                    found.advisory().withAdvice(StatisticsRules.advice(scene)).withFindings(toDecide(scene));
            step.result(Page.counted(whole.advice().size(), "piece of advice", "pieces of advice") + ", cost "
                    + Figures.brief(whole.costBefore()) + " → " + Figures.brief(whole.costAfter()));
            return new IndexChoice.Found(whole, found.tried());
        }
    }

    /** What is the user's to decide, weightiest first. */
    private static List<Finding> toDecide(Scene scene) {
        return Rulebook.all().stream()
                .filter(rule -> !StatisticsRules.has(rule))
                .flatMap(rule -> rule.examine(scene).stream())
                .filter(AdviseStage::isOpen)
                .sorted(Finding.WEIGHTIEST_FIRST)
                .toList();
    }

    private static boolean isOpen(Finding finding) {
        return finding.decision() != null && finding.decision().isOpen();
    }

    /** A mistake in a statement that somebody wrote for us is theirs to mend; one that was counted is only named. */
    private static void mustBeStatements(Workload workload, Bound bound) {
        for (var statement : workload.statements()) {
            if (statement.counters() == null && !Fingerprint.isData(statement.text())) {
                throw Problem.input(file(workload, statement.id()) + ": this is no statement that is planned: "
                        + Wrap.cut(statement.text(), 60));
            }
        }
        for (var failed : bound.unplannable()) {
            if (failed.statement().counters() == null && failed.reason().contains("syntax error")) {
                throw Problem.input(file(workload, failed.statement().id()) + ": " + failed.reason());
            }
        }
    }

    private static String file(Workload workload, String id) {
        return Path.of(workload.source(), id + ".sql").toString();
    }

    private Twin twin(Catalog catalog) {
        try (var step = progress.begin("build the planner's twin")) {
            int sessions = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
            var twin =
                    Twin.build(catalog, TwinOptions.DEFAULT.sessions(sessions).samples(samples));
            step.result("schema and statistics, no rows");
            return twin;
        }
    }

    private static List<String> notes(Twin twin) {
        var notes = new ArrayList<>(twin.notes());
        twin.notCarried().forEach((relation, reason) -> notes.add(relation + " is not on the twin: " + reason));
        return List.copyOf(notes);
    }
}
