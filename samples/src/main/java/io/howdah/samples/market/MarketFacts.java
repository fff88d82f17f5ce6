package io.howdah.samples.market;

import io.howdah.samples.data.Chance;
import io.howdah.samples.data.CopyRows;
import io.howdah.samples.data.Zipf;
import io.howdah.samples.model.Dataset;
import java.util.Arrays;

/**
 * Who and what there is in one dataset of {@code market}: counts, keys and relations, each a function of the seed and a row's
 * number, so that tables and workload agree without asking each other or the database. Immutable once made.
 *
 * <p>A position is what one user has to do with one character: it is opened by a purchase, and later trades add to it or
 * take from it. Money is in hundredths.
 */
final class MarketFacts {

    /** What a draw is for; each purpose has draws of its own. */
    static final int CREW = 1;

    static final int CHARACTER = 2;
    static final int USER = 3;
    static final int POSITION = 4;
    static final int TICK = 5;
    private static final int MEMBERSHIP = 11;
    private static final int OPENING = 12;
    private static final int WHICH_CHARACTER = 13;

    static final long SECOND = 1_000_000;
    static final long DAY = 86_400 * SECOND;
    static final long YEAR = 365 * DAY;

    private static final double LONERS = 0.06;
    private static final double TRADEABLE = 0.05;
    private static final int MOST_POSITIONS = 500;

    final long seed;
    final long now;
    final long start;
    final int characters;
    final int crews;
    final int users;
    final int tradeable;
    final int positions;
    final int ticks;
    final MarketPrices prices;
    final MarketBooks books;

    private final Zipf crewsBySize;
    private final int characterStride;
    private final int characterInverse;
    private final int positionStride;
    private final int[] firstPosition;

    MarketFacts(Dataset dataset) {
        seed = dataset.seed();
        now = CopyRows.micros(dataset.now());
        start = now - YEAR;
        characters = Math.toIntExact(dataset.rows());
        crews = Math.max(20, characters / 100);
        users = Math.max(50, characters / 20);
        tradeable = Math.max(200, (int) (characters * TRADEABLE));
        ticks = characters / 2;
        prices = new MarketPrices(seed, now);
        crewsBySize = new Zipf(crews, 0.5);
        characterStride = Strides.coprime(characters);
        characterInverse = Strides.inverse(characterStride, characters);
        firstPosition = positionsByUser();
        positions = firstPosition[users];
        positionStride = Strides.coprime(positions);
        books = new MarketBooks(this);
    }

    // --- characters, numbered from 1 -------------------------------------------------------------------------------

    /** The character that so many others are more popular than; the popular ones are strewn over the table. */
    int characterAt(int rank) {
        return 1 + (int) ((long) rank * characterStride % characters);
    }

    /** The popular ones are traded. */
    boolean isTradeable(int character) {
        return (long) (character - 1) * characterInverse % characters < tradeable;
    }

    /** The number of its crew from 1, or 0 when it has none. */
    int crewOf(int character) {
        var chance = new Chance(seed, MEMBERSHIP, character);
        return chance.happens(LONERS) ? 0 : 1 + crewsBySize.rank(chance.unit());
    }

    /** One of the traded characters, the popular ones more often. */
    int tradedCharacter(double unit) {
        return characterAt((int) (tradeable * unit * unit * unit));
    }

    // --- positions, numbered from 0 user by user -------------------------------------------------------------------

    /** The position that was opened after so many others. */
    MarketPosition opened(int order) {
        var number = (int) ((long) order * positionStride % positions);
        return new MarketPosition(this, number, openingOf(order));
    }

    long openingOf(int order) {
        return timeOf(order, draw(OPENING, order), positions);
    }

    /** The user of a position, numbered from 1. */
    int userOf(int position) {
        var found = Arrays.binarySearch(firstPosition, position);
        return found < 0 ? -found - 1 : found + 1;
    }

    /** No two positions of a user are about the same character. */
    int characterOf(int position) {
        var user = userOf(position);
        var all = firstPosition[user] - firstPosition[user - 1];
        var number = position - firstPosition[user - 1];
        var part = (number + draw(WHICH_CHARACTER, position)) / all;
        return characterAt(number + (int) ((tradeable - all) * part * part * part));
    }

    // --- times, in microseconds since 1970 --------------------------------------------------------------------------

    /** When row {@code row} of {@code count} came about, by a business that grows; {@code part} moves it towards the next. */
    long timeOf(long row, double part, long count) {
        return start + (long) (YEAR * Math.pow((row + part) / count, 0.8));
    }

    double draw(int purpose, long index) {
        return Chance.unit(Chance.key(seed, purpose, index));
    }

    /** How many positions come before those of each user; each has at least one, few have hundreds. */
    private int[] positionsByUser() {
        var stride = Strides.coprime(users);
        var wanted = characters / 5.0;
        var sum = 0.0;
        for (int rank = 1; rank <= users; rank++) {
            sum += Math.pow(rank, -0.8);
        }
        var most = Math.min(MOST_POSITIONS, tradeable / 4);
        var first = new int[users + 1];
        for (int rank = 1; rank <= users; rank++) {
            var user = (int) ((long) rank * stride % users);
            first[user + 1] = (int) Math.clamp(wanted * Math.pow(rank, -0.8) / sum, 1, most);
        }
        Arrays.parallelPrefix(first, Integer::sum);
        return first;
    }
}
