package io.howdah.engine.advise.index;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Relation;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds indexes that were never scanned since the statistics were reset.
 *
 * <p>It is good to know at once, and worth acting upon when counting has lasted {@link StatisticsAge#LONG_ENOUGH}. Indexes
 * that enforce something or serve a foreign key are not named: a delete of the referenced row uses the latter, however seldom.
 * Where nothing was counted, as in a dump, nothing is said.
 */
public final class UnusedIndexRule implements Rule {

    static final String SLUG = "unused-index";

    private static final Comparator<Index> WIDEST_FIRST = Comparator.<Index>comparingInt(
                    i -> -i.definition().keys().size())
            .thenComparing(i -> i.name().toString());

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(StatisticsAge.LONG_ENOUGH);
    }

    /** Those of which it is known for long enough; the adviser, which has the workload, judges all. */
    @Override
    public List<Finding> examine(Scene scene) {
        var known = unused(scene)
                .filter(i -> i.scans() > 0 || StatisticsAge.isLongEnough(scene))
                .map(i -> new DropCandidate(i, finding(scene, i)))
                .toList();
        return IndexRules.ofNoUse(scene, known);
    }

    /** Those that were not scanned for as long as the server has counted, be it ever so short. */
    static List<DropCandidate> drops(Scene scene) {
        return unused(scene).map(i -> new DropCandidate(i, finding(scene, i))).toList();
    }

    private static Stream<Index> unused(Scene scene) {
        return Droppable.tables(scene.catalog()).stream()
                .filter(t -> t.kind() != Relation.Kind.PARTITIONED_TABLE && t.use() != null)
                .flatMap(t -> Droppable.own(t).stream()
                        .filter(i -> i.valid() && isUnused(scene, i) && Droppable.mayGo(i))
                        .filter(i -> !ForeignKeys.isOnlyServant(t, i, other -> staysBefore(scene, other, i))));
    }

    /** Of several that nobody scans and that serve one foreign key the widest stays, of which the others may be prefixes. */
    private static boolean staysBefore(Scene scene, Index other, Index index) {
        return !isUnused(scene, other) || WIDEST_FIRST.compare(other, index) < 0;
    }

    /** Never scanned, or, as servers from 16 on tell, not for so long that monthly work does without it. */
    private static boolean isUnused(Scene scene, Index index) {
        var last = index.lastScan();
        return index.scans() == 0
                || (last != null
                        && StatisticsAge.isLongEnough(
                                scene, Duration.between(last, scene.catalog().readAt())));
    }

    private static Finding finding(Scene scene, Index index) {
        var last = index.lastScan();
        var since = index.scans() == 0 || last == null
                ? "since the counters were last reset"
                : "since " + LocalDate.ofInstant(last, ZoneOffset.UTC);
        return Finding.of(
                SLUG,
                StatisticsAge.isLongEnough(scene) ? Severity.NOTICE : Severity.INFO,
                index.name().toString(),
                index.scans() == 0
                        ? "index %s was never scanned".formatted(index.name())
                        : "index %s was not scanned %s".formatted(index.name(), since),
                "No query has scanned %s %s, while every insert and every update that is not HOT pays for it. %s"
                        .formatted(index.name(), since, StatisticsAge.caveat(scene)),
                List.of(
                        Evidence.catalog(index.definitionSql()),
                        new Evidence(
                                Evidence.Label.CATALOG,
                                "%,d scans, %,d kB".formatted(index.scans(), index.sizeBytes() / 1024),
                                Map.of("scans", (double) index.scans(), "size_bytes", (double) index.sizeBytes()))));
    }
}
