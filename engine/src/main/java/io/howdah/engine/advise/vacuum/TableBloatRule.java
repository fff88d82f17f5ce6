package io.howdah.engine.advise.vacuum;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Cost;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.Relation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sees tables whose pages are mostly empty or dead, so that every scan reads what is not there.
 *
 * <p>Exactly where pgstattuple was there to look, else by the widths of the columns that ANALYZE saw: 23 bytes of header, 4
 * for the item pointer, rounded to 8 (manual, section 66.6). An estimate is off by the padding between columns; hence it
 * takes more to report one.
 */
public final class TableBloatRule implements Rule {

    private static final Threshold BYTES =
            new Threshold("table-bloat.bytes", 20.0 * 1024 * 1024, "bytes", "splinter 0020: 20 MB");
    private static final Threshold SHARE = new Threshold(
            "table-bloat.share", 0.5, "share of the table, estimated", "ours: estimates leave out padding");
    private static final Threshold EXACT = new Threshold(
            "table-bloat.exact", 0.3, "share of the table, as pgstattuple saw it", "check_postgres bloat");

    private static final double PAGE = 8192 - 24;
    private static final double ROW = 23 + 4;

    @Override
    public String slug() {
        return "table-bloat";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(BYTES, SHARE, EXACT);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        return scene.catalog().relations().stream()
                .filter(r -> r.kind() == Relation.Kind.TABLE || r.kind() == Relation.Kind.MATERIALIZED_VIEW)
                .map(r -> examine(scene, r))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> examine(Scene scene, Relation table) {
        var seen = scene.catalog().state().upkeep(table).space();
        double wasted = seen == null ? wasted(table) : (double) seen.freeBytes() + seen.deadBytes() - spare(table);
        double share = wasted / Math.max(1, table.heapBytes());
        if (wasted < scene.of(BYTES) || share < scene.of(seen == null ? SHARE : EXACT)) {
            return Optional.empty();
        }
        var evidence = seen != null
                ? new Evidence(
                        Evidence.Label.MEASURED,
                        "pgstattuple: " + Amount.bytes((double) seen.liveBytes()) + " live, "
                                + Amount.bytes((double) seen.deadBytes()) + " dead, "
                                + Amount.bytes((double) seen.freeBytes()) + " free",
                        Map.of("wasted_bytes", wasted))
                : new Evidence(
                        Evidence.Label.ESTIMATED,
                        Amount.count(table.estimatedRows()) + " rows of the widths that ANALYZE saw would take "
                                + Amount.bytes(table.heapBytes() - wasted),
                        Map.of("wasted_bytes", wasted));
        return Optional.of(Finding.of(
                        slug(),
                        Severity.NOTICE,
                        "table " + table.name(),
                        Amount.share(share) + " of " + table.name() + ", " + Amount.bytes(wasted) + ", holds no rows",
                        "Scans read it all the same, and it takes room in the cache. Plain VACUUM makes it free for new rows but does"
                                + " not give it back; VACUUM FULL does under an exclusive lock, pg_repack and its like online. Find out"
                                + " first what held vacuum back.",
                        List.of(evidence))
                .costing(Cost.ofBytes(Math.round(wasted)))
                .mendedBy(Remedy.of("VACUUM (ANALYZE) " + table.name().quoted() + ";")));
    }

    /** Tables worth a look at their pages, the most wasteful first. */
    public static List<Relation> suspects(Catalog catalog) {
        return catalog.relations().stream()
                .filter(r -> r.kind() == Relation.Kind.TABLE)
                .filter(r -> wasted(r) >= BYTES.standard() && wasted(r) >= EXACT.standard() * r.heapBytes())
                .sorted(Comparator.comparingDouble(TableBloatRule::wasted).reversed())
                .toList();
    }

    /** In bytes, by the statistics; 0 where a column has none. */
    private static double wasted(Relation table) {
        boolean known = !table.columns().isEmpty() && table.columns().stream().allMatch(c -> c.statistics() != null);
        if (!known || table.tuples() <= 0) {
            return 0;
        }
        double width =
                table.columns().stream().mapToDouble(TableBloatRule::width).sum();
        double row = ROW + 8 * Math.ceil((width + 1) / 8);
        double fresh = table.tuples() * row / PAGE * 8192;
        return Math.max(0, table.heapBytes() - fresh - spare(table));
    }

    private static double width(Column column) {
        var statistics = column.statistics();
        return statistics == null ? 0 : (1 - statistics.nullFraction()) * statistics.averageWidth();
    }

    /** What the fill factor leaves free on purpose. */
    private static double spare(Relation table) {
        double factor = Double.parseDouble(table.options().getOrDefault("fillfactor", "100"));
        return table.heapBytes() * (1 - factor / 100);
    }
}
