package io.howdah.samples.market;

import io.howdah.samples.data.Chance;

/** The trades of one user in one character, one after the other. Never sells more than there is. */
final class MarketPosition {

    private static final int MOST_TRADES = 3;
    private static final double LONGEST_PAUSE = 20.0 * MarketFacts.DAY;

    final int number;
    final int user;
    final int character;

    private final MarketFacts facts;
    private final Chance chance;
    private final int trades;
    private int traded;
    private long time;
    private int quantity;
    private boolean selling;
    private int held;

    /** A position before its first trade, which comes at the time given. */
    MarketPosition(MarketFacts facts, int number, long opened) {
        this.facts = facts;
        this.number = number;
        user = facts.userOf(number);
        character = facts.characterOf(number);
        chance = new Chance(facts.seed, MarketFacts.POSITION, number);
        trades = 1 + chance.below(MOST_TRADES);
        time = opened;
        quantity = buying();
        held = quantity;
    }

    /** When the present trade happens. */
    long time() {
        return time;
    }

    boolean isSale() {
        return selling;
    }

    int quantity() {
        return quantity;
    }

    /** For one piece, in hundredths. */
    long price() {
        return facts.prices.at(character, time);
    }

    /** How many pieces there are after the present trade. */
    int held() {
        return held;
    }

    /** Goes to the next trade; false, and no change, when there is none any more. */
    boolean advance() {
        var next = time + (long) Math.min(chance.logNormal(2.0 * MarketFacts.DAY, 1), LONGEST_PAUSE);
        if (++traded >= trades || held == 0 || next >= facts.now) {
            return false;
        }
        time = next;
        selling = chance.happens(0.6);
        quantity = selling ? 1 + chance.below(held) : buying();
        held += selling ? -quantity : quantity;
        return true;
    }

    private int buying() {
        return (int) Math.clamp(chance.logNormal(8, 1), 1, 500);
    }
}
