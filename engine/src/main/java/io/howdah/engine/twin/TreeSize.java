package io.howdah.engine.twin;

import java.util.Map;

/**
 * How big a GiST or SP-GiST index is right after it was built: a tuple for each row, on pages as full as the splitting of the
 * type leaves them.
 *
 * <p>How full that is depends on the values and cannot be derived from statistics. The shares are measured, on PostgreSQL 18, on
 * random values of each type (30,000 and 200,000 rows); other values were seen to differ by up to a quarter. Types without a
 * figure are taken as the average.
 */
final class TreeSize {

    private static final double PAGE = 8192;
    private static final double AVERAGE_FILL = 0.65;

    /** Width of a leaf's key, where it is not that of the column, and share of a page that entries fill, all levels included. */
    private record Kind(double width, double fill) {}

    /** By method and type of the table's column. GiST keeps points and circles as boxes. */
    private static final Map<String, Kind> MEASURED = Map.ofEntries(
            Map.entry("gist point", new Kind(32, 0.665)),
            Map.entry("gist box", new Kind(32, 0.485)),
            Map.entry("gist polygon", new Kind(32, 0.53)),
            Map.entry("gist circle", new Kind(32, 0.583)),
            Map.entry("gist tstzrange", new Kind(22, 0.645)),
            Map.entry("gist tsrange", new Kind(22, 0.645)),
            Map.entry("gist daterange", new Kind(14, 0.75)),
            Map.entry("gist int4range", new Kind(14, 0.857)),
            Map.entry("gist int8range", new Kind(22, 0.8)),
            Map.entry("gist inet", new Kind(8, 0.66)),
            Map.entry("gist cidr", new Kind(8, 0.66)),
            Map.entry("spgist point", new Kind(24, 0.76)),
            Map.entry("spgist point kd_point_ops", new Kind(24, 0.66)),
            Map.entry("spgist box", new Kind(40, 0.8)),
            Map.entry("spgist tstzrange", new Kind(32, 0.4)),
            Map.entry("spgist tsrange", new Kind(32, 0.4)),
            Map.entry("spgist int4range", new Kind(24, 0.78)),
            Map.entry("spgist inet", new Kind(16, 0.82)));

    /** With a scalar of btree_gist before it the rows are sorted first (since 18), and pages fill up. */
    private static final double SORTED_FILL = 0.9;

    private TreeSize() {}

    /** @param type {@code typname} of what is indexed; */
    static double pages(String method, String type, String operatorClass, double rows, double keyWidth) {
        var kind = MEASURED.getOrDefault(
                (method + " " + type + " " + operatorClass).strip(),
                MEASURED.getOrDefault(
                        method + " " + type,
                        new Kind(method.equals("spgist") ? keyWidth + 8 : keyWidth, AVERAGE_FILL)));
        double tuple = Math.ceil((8 + Math.max(kind.width(), 1)) / 8) * 8 + 4;
        return Math.max(1, Math.ceil(rows * tuple / (PAGE * kind.fill())));
    }

    static double severalKeys(String method, double rows, double keyWidth) {
        double tuple = Math.ceil((8 + keyWidth) / 8) * 8 + 4;
        return Math.max(1, Math.ceil(rows * tuple / (PAGE * (method.equals("gist") ? SORTED_FILL : AVERAGE_FILL))));
    }
}
