package io.howdah.engine.twin;

import java.util.List;
import java.util.Map;

/**
 * How big a GiST or SP-GiST index is right after it was built: a tuple for each row, on pages as full as the splitting of the
 * type leaves them.
 *
 * <p>How full that is depends on the values and cannot be derived from statistics. The shares are measured, on PostgreSQL 15 and
 * 18, on random values of each type (30,000 to 200,000 rows); other values were seen to differ by up to a quarter. Types without
 * a figure are taken as the average. From 18 on GiST indexes on ranges and on scalars (btree_gist) are built from sorted rows,
 * which fills the pages; points are sorted since 14.
 *
 * @param major of the server that would build it
 * @param rows indexed ones
 */
record TreeSize(int major, double rows) {

    private static final double PAGE = 8192;
    private static final int SORTED_SINCE = 18;
    private static final double AVERAGE_FILL = 0.65;

    /** Scalars of btree_gist, whose pages are split in halves. */
    private static final double SCALAR_FILL = 0.6;

    private static final double SCALAR_FILL_SORTED = 0.985;
    private static final double TRIGRAMS_FILL = 0.66;

    /** Of four full pages that were split unevenly: the larger half takes four, the smaller two ({@code gistSplit}). */
    private static final double UNEVEN_FILL = 4 / 6.0;

    /** Where a second key that is no scalar halves the pages, about. */
    private static final double NEARLY_EVEN_FILL = 0.91;

    /** Pages of sorted rows that are split together ({@code GIST_SORTED_BUILD_PAGE_NUM}). */
    private static final double SPLIT_TOGETHER = 4;

    /** In a run of equal keys a split is even at its end, and in half of the cases in its middle. */
    private static final double EVEN_PLACES = 1.5;

    /**
     * Width of a leaf's key, where it is not that of the column, and share of a page that entries fill, all levels included.
     *
     * @param unsorted the share before rows were sorted first
     */
    private record Kind(double width, double fill, double unsorted) {

        Kind(double width, double fill) {
            this(width, fill, fill);
        }
    }

    /** By method and type of the table's column. GiST keeps points and circles as boxes. */
    private static final Map<String, Kind> MEASURED = Map.ofEntries(
            Map.entry("gist point", new Kind(32, 0.665)),
            Map.entry("gist box", new Kind(32, 0.485)),
            Map.entry("gist polygon", new Kind(32, 0.53)),
            Map.entry("gist circle", new Kind(32, 0.583)),
            Map.entry("gist tstzrange", new Kind(22, 0.655, 0.448)),
            Map.entry("gist tsrange", new Kind(22, 0.655, 0.448)),
            Map.entry("gist daterange", new Kind(14, 0.75, 0.54)),
            Map.entry("gist int4range", new Kind(14, 0.857, 0.446)),
            Map.entry("gist int8range", new Kind(22, 0.83, 0.445)),
            Map.entry("gist numrange", new Kind(24, 0.82, 0.445)),
            Map.entry("gist inet", new Kind(8, 0.61)),
            Map.entry("gist cidr", new Kind(8, 0.61)),
            Map.entry("spgist point", new Kind(24, 0.775)),
            Map.entry("spgist point kd_point_ops", new Kind(24, 0.69)),
            Map.entry("spgist box", new Kind(40, 0.825)),
            Map.entry("spgist tstzrange", new Kind(32, 0.4)),
            Map.entry("spgist tsrange", new Kind(32, 0.4)),
            Map.entry("spgist int4range", new Kind(24, 0.78)),
            Map.entry("spgist inet", new Kind(16, 0.82)));

    /**
     * A key.
     *
     * @param type {@code typname} of what is indexed
     * @param operatorClass bare
     * @param width as the index holds it
     * @param distinct different values
     * @param nulls share of the rows that have none
     */
    record Key(String type, String operatorClass, double width, double distinct, double nulls) {

        private boolean isTrigrams() {
            return operatorClass.equals("gist_trgm_ops");
        }

        /** Of btree_gist. */
        private boolean isScalar() {
            return operatorClass.matches("gist_\\w+_ops") && !isTrigrams();
        }
    }

    double pages(String method, List<Key> keys) {
        double width =
                8 + keys.stream().mapToDouble(k -> kind(method, k).width()).sum();
        double tuple = Math.ceil(Math.max(9, width) / 8) * 8 + 4;
        return Math.max(1, Math.ceil(rows * tuple / (PAGE * fill(method, keys, tuple))));
    }

    private double fill(String method, List<Key> keys, double tuple) {
        var first = keys.getFirst();
        if (keys.size() == 1 || method.equals("spgist")) {
            return fill(kind(method, first));
        }
        double pages = rows * tuple / PAGE;
        if (major < SORTED_SINCE) {
            return fill(kind(method, first.distinct() > pages ? first : keys.get(1)));
        }
        return first.isScalar() ? sortedFill(first, keys.get(1), PAGE / tuple) : fill(kind(method, first));
    }

    private double fill(Kind kind) {
        return major < SORTED_SINCE ? kind.unsorted() : kind.fill();
    }

    /**
     * Runs of equal first keys are halved where they end, or by the second key where they make up more than half of the pages
     * that are split together; else one half gets more than it can hold.
     */
    private double sortedFill(Key first, Key second, double rowsPerPage) {
        double run = rows * (1 - first.nulls()) / Math.max(1, first.distinct());
        double half = SPLIT_TOGETHER * rowsPerPage / 2;
        double even = run < half ? Math.min(1, EVEN_PLACES / run) : Math.min(1, run / half - 1);
        double share = first.nulls() + (1 - first.nulls()) * even;
        double evenFill = second.isScalar() ? SCALAR_FILL_SORTED : NEARLY_EVEN_FILL;
        return 1 / (share / evenFill + (1 - share) / UNEVEN_FILL);
    }

    private static Kind kind(String method, Key key) {
        if (key.isTrigrams()) {
            return new Kind(trigrams(key.width()), TRIGRAMS_FILL);
        }
        if (key.isScalar()) {
            return new Kind(key.width(), SCALAR_FILL_SORTED, SCALAR_FILL);
        }
        var known = MEASURED.get((method + " " + key.type() + " " + key.operatorClass()).strip());
        double width = method.equals("spgist") ? key.width() + 8 : key.width();
        return known != null ? known : MEASURED.getOrDefault(method + " " + key.type(), new Kind(width, AVERAGE_FILL));
    }

    /** Three bytes for each letter and one group more for the text, behind a header ({@code gtrgm_compress}). */
    private static double trigrams(double textWidth) {
        return 5 + 3 * textWidth;
    }
}
