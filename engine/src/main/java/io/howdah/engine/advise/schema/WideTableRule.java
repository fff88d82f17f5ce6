package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sees tables with so many columns that each row drags along what most statements do not ask for. */
public final class WideTableRule implements TableRule {

    private static final Threshold COLUMNS =
            new Threshold("wide-table.columns", 100, "columns", "ours; the limit is 1,600 (manual, appendix K)");

    @Override
    public String slug() {
        return "wide-table";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(COLUMNS);
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        return table.columns().size() >= Math.max(1, scene.of(COLUMNS)) && table.heapBytes() > 0
                ? Stream.of(finding(table))
                : Stream.of();
    }

    private Finding finding(Relation table) {
        double bytes = RowSample.of(table).bytes();
        return Finding.of(
                slug(),
                Severity.INFO,
                table.name().toString(),
                "%s has %d columns".formatted(table.name(), table.columns().size()),
                "A column far back is found by walking over those before it, an update writes the whole row anew, and scans read all of it. Columns that change often, and those that are hardly read, are better off in a table beside it.",
                List.of(new Evidence(
                        Evidence.Label.ESTIMATED,
                        "a row takes %.0f bytes".formatted(bytes),
                        Map.of("columns", (double) table.columns().size(), "bytes_per_row", bytes))));
    }
}
