package io.howdah.samples.market;

import io.howdah.samples.data.Chance;

/** What a character costs, in hundredths: a price of its own now, and swings on the way to it. */
final class MarketPrices {

    private static final int PRICE = 21;
    private static final int SWING = 22;
    private static final double MEDIAN = 4_500;
    private static final double SIGMA = 1.4;
    private static final double CHEAPEST = 50;
    private static final double DEAREST = 5_000_000;

    private final long seed;
    private final long now;

    MarketPrices(long seed, long now) {
        this.seed = seed;
        this.now = now;
    }

    long current(int character) {
        var chance = new Chance(seed, PRICE, character);
        return (long) Math.clamp(chance.logNormal(MEDIAN, SIGMA), CHEAPEST, DEAREST);
    }

    /** The price at a time of the year that ends now. */
    long at(int character, long time) {
        var chance = new Chance(seed, SWING, character);
        var phase = 2 * Math.PI * chance.unit();
        var width = 0.05 + 0.3 * chance.unit();
        var swings = 1 + 8 * chance.unit();
        var past = 2 * Math.PI * swings * (now - time) / MarketFacts.YEAR;
        return Math.max(
                1, Math.round(current(character) * Math.exp(width * (Math.sin(phase + past) - Math.sin(phase)))));
    }

    /** Change over the last week in percent. */
    double weeklyChange(int character) {
        return 100.0 * current(character) / at(character, now - 7 * MarketFacts.DAY) - 100;
    }

    /** All its shares at the present price. */
    long marketCap(int character) {
        var shares = new Chance(seed, PRICE, -character).logNormal(40_000, 1.2);
        return current(character) * (long) Math.clamp(shares, 1_000, 1_500_000);
    }
}
