package io.howdah.engine.twin;

/** How many levels a B-tree has above its leaves. */
final class BtreeHeight {

    /**
     * Downlinks of an inner page where the key's width is not known: 16-byte pivots and 4-byte line pointers at the 70 %
     * to which inner pages are filled ({@code BTREE_NONLEAF_FILLFACTOR}, nbtree.h).
     */
    static final double TYPICAL_FAN_OUT = fanOut(16);

    private BtreeHeight() {}

    static double fanOut(double pivotBytes) {
        return Math.max(2, BtreeSize.innerRoom() / (pivotBytes + 4));
    }

    /** Of an index with so many pages, the meta page among them. */
    static int ofPages(long pages) {
        return ofLeaves(Math.max(1, (pages - 1) * (1 - 1 / TYPICAL_FAN_OUT)), TYPICAL_FAN_OUT);
    }

    static int ofLeaves(double leaves, double fanOut) {
        int height = 0;
        for (double level = Math.ceil(leaves); level > 1; level = Math.ceil(level / fanOut)) {
            height++;
        }
        return height;
    }
}
