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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sees tables that are written and never read. */
public final class UnreadTableRule implements TableRule {

    private static final Threshold DAYS =
            new Threshold("unread-table.days", 35, "days", "longer than a month, so that monthly work has run");
    private static final Threshold BYTES =
            new Threshold("unread-table.bytes", 10_000_000, "bytes", "ours: less hides nothing");

    @Override
    public String slug() {
        return "unread-table";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(DAYS, BYTES);
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        var use = table.use();
        long bytes = table.heapBytes()
                + table.toastBytes()
                + table.indexes().stream().mapToLong(Index::sizeBytes).sum();
        if (use == null
                || use.sequentialScans() + use.indexScans() > 0
                || bytes < scene.of(BYTES)
                || !isCounted(scene)) {
            return Stream.of();
        }
        return Stream.of(finding(table, bytes, use.inserted() + use.updated()));
    }

    private static boolean isCounted(Scene scene) {
        var reset = scene.catalog().activity().statisticsReset();
        return reset != null
                && Duration.between(reset, scene.catalog().readAt()).toDays() >= scene.of(DAYS);
    }

    private Finding finding(Relation table, long bytes, long written) {
        return Finding.of(
                        slug(),
                        written > 0 ? Severity.NOTICE : Severity.INFO,
                        table.name().toString(),
                        "nobody reads %s".formatted(table.name()),
                        "Not one scan since the counters began, on this server; a standby may be read instead. It takes room, backups and, where it is written, every write.",
                        List.of(new Evidence(
                                Evidence.Label.CATALOG,
                                "0 scans, %,d rows written, %s".formatted(written, Figures.bytes((double) bytes)),
                                Map.of("bytes", (double) bytes, "written", (double) written))))
                .costing(Cost.ofBytes(bytes));
    }
}
