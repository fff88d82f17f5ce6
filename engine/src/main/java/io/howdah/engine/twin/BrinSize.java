package io.howdah.engine.twin;

import java.util.List;

/**
 * How big a BRIN index is right after it was built: the meta page, the map from ranges to summaries (1,360 a page, brin_page.h),
 * and the summaries, each as {@code brin_form_tuple} makes it.
 */
final class BrinSize {

    private static final int MAP_ITEMS = (8192 - 24 - 8) / 6;
    private static final int PAGE_ROOM = 8192 - 24 - 8;

    /** Block number and flags, aligned; two bits a column for nulls follow only where there are nulls. */
    private static final int HEADER = 8;

    /** {@code MINMAX_MULTI_DEFAULT_VALUES_PER_PAGE}, after a header of 20 bytes (brin_minmax_multi.c). */
    private static final int MULTI_VALUES = 32;

    private static final int MULTI_HEADER = 20;

    /** {@code BLOOM_DEFAULT_NDISTINCT_PER_RANGE} of {@code MaxHeapTuplesPerPage} rows a page (brin_bloom.c). */
    private static final double BLOOM_ROWS = 0.1 * 291;

    /** Bits for a value at {@code BLOOM_DEFAULT_FALSE_POSITIVE_RATE}, 1 %: ln(100) / ln(2)². */
    private static final double BLOOM_BITS = Math.log(100) / (Math.log(2) * Math.log(2));

    private static final int BLOOM_HEADER = 16;

    private BrinSize() {}

    /** @param operatorClasses of the keys, empty for the default one */
    static double pages(long tablePages, int range, List<KeyColumn> columns, List<String> operatorClasses) {
        double ranges = Math.max(1, Math.ceil((double) tablePages / range));
        double width = HEADER;
        for (int i = 0; i < columns.size(); i++) {
            width += summary(columns.get(i), operatorClasses.get(i), range);
        }
        double perPage = Math.max(1, Math.floor(PAGE_ROOM / (Math.ceil(width / 8) * 8 + 4)));
        return 1 + Math.ceil(ranges / MAP_ITEMS) + Math.ceil(ranges / perPage);
    }

    private static double summary(KeyColumn column, String operatorClass, int range) {
        double value = column.length() > 0 ? column.length() : column.averageWidth();
        if (operatorClass.contains("minmax_multi")) {
            return MULTI_HEADER + MULTI_VALUES * value;
        }
        if (operatorClass.contains("bloom")) {
            return BLOOM_HEADER + Math.ceil(Math.max(16, BLOOM_ROWS * range) * BLOOM_BITS / 8);
        }
        return 2 * value;
    }
}
