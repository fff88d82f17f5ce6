package io.howdah.engine.advise.schema;

import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sees B-trees with keys so wide that few fit on a page, and an INSERT may fail. */
public final class WideIndexRule implements TableRule {

    /** A third of a page less its overhead (BTMaxItemSize, nbtree.h). */
    private static final double LARGEST = 2704;

    private static final Threshold SHARE = new Threshold(
            "wide-index.share",
            0.15,
            "share of the largest entry",
            "ours: an average of 400 bytes; some values are several times as wide");

    @Override
    public String slug() {
        return "wide-index";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SHARE);
    }

    @Override
    public Stream<Finding> look(Scene scene, Relation table) {
        return table.indexes().stream()
                .filter(i -> i.definition().method().equals("btree") && i.valid())
                .filter(i -> width(table, i) >= Math.max(1, scene.of(SHARE) * LARGEST))
                .map(i -> finding(table, i));
    }

    private static double width(Relation table, Index index) {
        return Stream.concat(
                        index.definition().keys().stream().flatMap(k -> Stream.ofNullable(k.column())),
                        index.definition().include().stream())
                .flatMap(name -> table.column(name).stream())
                .filter(c -> c.statistics() != null)
                .mapToDouble(
                        c -> c.statistics().averageWidth() * (1 - c.statistics().nullFraction()))
                .sum();
    }

    private Finding finding(Relation table, Index index) {
        double width = width(table, index);
        return Finding.of(
                        slug(),
                        Severity.NOTICE,
                        index.name().toString(),
                        "an entry of %s takes %.0f bytes on average".formatted(index.name(), width),
                        "Few fit on a page, so that the index is large and deep; a value above 2,704 bytes, compressed, makes the INSERT fail (\"index row size exceeds btree maximum\"). For equality a hash of it does: an index on md5(…), or USING hash.",
                        List.of(new Evidence(
                                Evidence.Label.CATALOG,
                                index.definitionSql(),
                                Map.of("average_bytes", width, "size_bytes", (double) index.sizeBytes()))))
                .costing(Cost.ofBytes(index.sizeBytes() / 2));
    }
}
