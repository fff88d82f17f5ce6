package io.howdah.samples.market;

import java.util.BitSet;

/**
 * What all trades together come to: each user's purchases and sales in hundredths, and the positions that are still held.
 * Sixteen bytes a user and a bit a position.
 */
final class MarketBooks {

    private final long[] bought;
    private final long[] sold;
    private final BitSet held = new BitSet();
    private long trades;

    /** Goes through all trades of these facts once. */
    MarketBooks(MarketFacts facts) {
        bought = new long[facts.users + 1];
        sold = new long[facts.users + 1];
        for (int order = 0; order < facts.positions; order++) {
            var position = facts.opened(order);
            var left = 0;
            do {
                book(position);
                left = position.held();
            } while (position.advance());
            held.set(order, left > 0);
        }
    }

    private void book(MarketPosition position) {
        trades++;
        var sums = position.isSale() ? sold : bought;
        sums[position.user] += position.quantity() * position.price();
    }

    long trades() {
        return trades;
    }

    /** Positions that are not sold out. */
    int holdings() {
        return held.cardinality();
    }

    /** Whether the position opened after so many others is not sold out. */
    boolean isHeld(int order) {
        return held.get(order);
    }

    long bought(int user) {
        return bought[user];
    }

    long sold(int user) {
        return sold[user];
    }
}
