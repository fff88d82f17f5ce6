package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.index.Figures;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RelationUse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sees large tables that are mostly read as a whole, where nothing is known of the statements: with a workload, missing-index
 * knows better.
 */
public final class SequentialScansRule implements TableRule {

    private static final Threshold ROWS = new Threshold(
            "sequential-scans.rows", 10_000, "rows", "that of PgHero: smaller tables are read as fast as an index");
    private static final Threshold SCANS =
            new Threshold("sequential-scans.scans", 100, "scans", "ours: fewer may be dumps and ANALYZE");
    private static final Threshold SHARE =
            new Threshold("sequential-scans.share", 0.05, "share", "that of PgHero: less than 95 % by index");

    @Override
    public String slug() {
        return "sequential-scans";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ROWS, SCANS, SHARE);
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        var use = table.use();
        if (!scene.workload().statements().isEmpty() || use == null || table.estimatedRows() < scene.of(ROWS)) {
            return Stream.of();
        }
        double scans = use.sequentialScans();
        double share = scans / Math.max(1, scans + use.indexScans());
        boolean whole = use.sequentialTuples() >= 0.5 * scans * table.estimatedRows();
        return scans >= Math.max(1, scene.of(SCANS)) && share > scene.of(SHARE) && whole
                ? Stream.of(finding(table, use, share))
                : Stream.of();
    }

    private Finding finding(Relation table, RelationUse use, double share) {
        return Finding.of(
                slug(),
                Severity.NOTICE,
                table.name().toString(),
                "%s of the scans of %s read all of it".formatted(Figures.percent(share), table.name()),
                "An index is missing, or the statements want every row. Which, the statements say: with pg_stat_statements, or a folder of statements, advise finds the index.",
                List.of(new Evidence(
                        Evidence.Label.CATALOG,
                        "%,d sequential scans of %,d rows each, %,d by index"
                                .formatted(
                                        use.sequentialScans(),
                                        use.sequentialTuples() / Math.max(1, use.sequentialScans()),
                                        use.indexScans()),
                        Map.of("sequential_scans", (double) use.sequentialScans(), "index_scans", (double)
                                use.indexScans()))));
    }
}
