package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sees written tables whose indexes are many and larger than the table. */
public final class ManyIndexesRule implements TableRule {

    private static final Threshold COUNT =
            new Threshold("many-indexes.count", 10, "indexes", "ours; dryrun has the same");
    private static final Threshold TIMES = new Threshold("many-indexes.times", 1.5, "times the table", "ours");
    private static final Threshold BYTES =
            new Threshold("many-indexes.bytes", 10_000_000, "bytes", "ours: less hurts nobody");

    @Override
    public String slug() {
        return "many-indexes";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(COUNT, TIMES, BYTES);
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        long bytes = table.indexes().stream().mapToLong(Index::sizeBytes).sum();
        boolean many = table.indexes().size() >= Math.max(2, scene.of(COUNT));
        boolean large = bytes >= scene.of(TIMES) * (table.heapBytes() + table.toastBytes()) && bytes >= scene.of(BYTES);
        return many && large ? Stream.of(finding(table, bytes)) : Stream.of();
    }

    private Finding finding(Relation table, long bytes) {
        var idle = table.indexes().stream()
                .filter(i -> i.scans() == 0 && !i.enforced())
                .map(i -> i.name().toString())
                .toList();
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        table.name().toString(),
                        "%d indexes of %s take %s, the table %s"
                                .formatted(
                                        table.indexes().size(),
                                        table.name(),
                                        Figures.bytes((double) bytes),
                                        Figures.bytes((double) table.heapBytes())),
                        "Each row inserted writes an entry into all of them, and so does each update that is not HOT. Which can go, advise proves on the workload.",
                        List.of(
                                new Evidence(
                                        Evidence.Label.CATALOG,
                                        "%d indexes".formatted(table.indexes().size()),
                                        Map.of(
                                                "indexes",
                                                (double) table.indexes().size(),
                                                "index_bytes",
                                                (double) bytes)),
                                Evidence.catalog(
                                        idle.isEmpty()
                                                ? "each was scanned or enforces a constraint"
                                                : "never scanned: " + String.join(", ", idle))))
                .costing(Cost.ofBytes(Math.max(0, bytes - table.heapBytes())));
    }
}
