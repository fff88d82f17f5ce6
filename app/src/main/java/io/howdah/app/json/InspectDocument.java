package io.howdah.app.json;

import io.howdah.app.json.AdviceDocument.FindingPart;
import io.howdah.app.json.AdviceDocument.ServerPart;
import io.howdah.app.stage.IndexUse;
import io.howdah.app.stage.InspectStage.Inspection;
import io.howdah.engine.advise.Machine;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Statement;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code howdah inspect --format json} answers. The schema is docs/schemas/inspect.json. */
public record InspectDocument(
        ServerPart server,
        List<FindingPart> risks,
        List<String> fine,
        List<TablePart> tables,
        List<StatementPart> statements,
        List<IndexPart> indexes,
        List<SetAsidePart> setAside,
        @Nullable MachinePart machine,
        List<String> unseen) {

    /** What was found and does not count. */
    public record SetAsidePart(FindingPart finding, String reason) {}

    /** The machine that settings were judged for. */
    public record MachinePart(long memoryBytes, int cores, String disk, String source) {}

    /** A table with its sizes in bytes and its scans since the statistics were reset. */
    public record TablePart(
            String name,
            double rows,
            long heapBytes,
            long indexBytes,
            long toastBytes,
            long sequentialScans,
            long indexScans) {}

    /**
     * A statement with its share of the time of all.
     *
     * @param counted what else was counted; null where it came from a file
     */
    public record StatementPart(
            String id,
            String text,
            double calls,
            double totalMs,
            double meanMs,
            double share,
            @Nullable CountedPart counted) {}

    /** Over all calls; blocks of 8 kB. */
    public record CountedPart(
            double rows,
            double sharedBlocksHit,
            double sharedBlocksRead,
            double sharedBlocksDirtied,
            double tempBlocksRead,
            double tempBlocksWritten,
            double walBytes) {}

    /**
     * An index with its use since the statistics were reset.
     *
     * @param lastScan since 16; null before, or where it was never scanned
     */
    public record IndexPart(
            String name,
            String table,
            long sizeBytes,
            long scans,
            long tuplesRead,
            long tuplesFetched,
            @Nullable String lastScan,
            boolean enforced,
            boolean valid) {}

    public static InspectDocument of(Inspection inspection) {
        var catalog = inspection.catalog();
        double total = inspection.workload().totalMs();
        return new InspectDocument(
                new ServerPart(catalog.server().version(), catalog.database(), catalog.databaseBytes()),
                inspection.risks().stream().map(AdviceDocuments::finding).toList(),
                inspection.fine(),
                catalog.relations().stream()
                        .filter(r -> r.kind() != Relation.Kind.VIEW)
                        .map(InspectDocument::table)
                        .toList(),
                inspection.workload().statements().stream()
                        .map(s -> statement(s, total))
                        .toList(),
                IndexUse.leastFirst(catalog).stream()
                        .map(InspectDocument::index)
                        .toList(),
                inspection.setAside().stream()
                        .map(a -> new SetAsidePart(AdviceDocuments.finding(a.finding()), a.reason()))
                        .toList(),
                machine(inspection.scene().machine()),
                inspection.unseen());
    }

    private static @Nullable MachinePart machine(@Nullable Machine machine) {
        return machine == null
                ? null
                : new MachinePart(
                        machine.memoryBytes(),
                        machine.cores(),
                        machine.disk().name().toLowerCase(Locale.ROOT),
                        machine.source());
    }

    private static TablePart table(Relation relation) {
        var use = relation.use();
        return new TablePart(
                relation.name().toString(),
                relation.estimatedRows(),
                relation.heapBytes(),
                relation.indexes().stream().mapToLong(Index::sizeBytes).sum(),
                relation.toastBytes(),
                use == null ? 0 : use.sequentialScans(),
                use == null ? 0 : use.indexScans());
    }

    private static StatementPart statement(Statement statement, double total) {
        return new StatementPart(
                statement.id(),
                statement.text(),
                statement.calls(),
                statement.totalMs(),
                statement.meanMs(),
                total == 0 ? 0 : statement.totalMs() / total,
                counted(statement.counters()));
    }

    private static @Nullable CountedPart counted(Statement.@Nullable Counters counters) {
        return counters == null
                ? null
                : new CountedPart(
                        counters.rows(),
                        counters.sharedBlocksHit(),
                        counters.sharedBlocksRead(),
                        counters.sharedBlocksDirtied(),
                        counters.tempBlocksRead(),
                        counters.tempBlocksWritten(),
                        counters.walBytes());
    }

    private static IndexPart index(Index index) {
        var lastScan = index.lastScan();
        return new IndexPart(
                index.name().toString(),
                index.table().toString(),
                index.sizeBytes(),
                index.scans(),
                index.tuplesRead(),
                index.tuplesFetched(),
                lastScan == null ? null : lastScan.toString(),
                index.enforced(),
                index.valid());
    }
}
