package io.howdah.samples.social;

import io.howdah.samples.data.Chance;
import io.howdah.samples.data.Zipf;

/** Where users live: in clusters around cities, the large ones first. Immutable. */
final class Places {

    private static final int CITIES = 48;
    private static final int CITY = 31;
    private static final int HOME = 32;
    /** Degrees from a city's middle to its edge. */
    private static final double REACH = 0.3;

    private static final double UNKNOWN = 0.08;

    private final long seed;
    private final Zipf citiesBySize = new Zipf(CITIES, 0.8);

    Places(long seed) {
        this.seed = seed;
    }

    /** Degrees, longitude first as in a {@code point}. */
    record Place(double lng, double lat) {}

    /** Whether a user has told where. */
    boolean isKnown(int user) {
        return !home(user).happens(UNKNOWN);
    }

    /** A user's place, known or not. */
    Place of(int user) {
        var chance = home(user);
        chance.next();
        return near(chance);
    }

    /** A place where somebody may be. */
    Place near(Chance chance) {
        var city = city(citiesBySize.rank(chance.unit()));
        return new Place(rounded(city.lng() + offset(chance)), rounded(city.lat() + offset(chance)));
    }

    private Place city(int city) {
        var chance = new Chance(seed, CITY, city);
        return new Place(-170 + 340 * chance.unit(), -45 + 105 * chance.unit());
    }

    private Chance home(int user) {
        return new Chance(seed, HOME, user);
    }

    /** Denser towards the middle. */
    private static double offset(Chance chance) {
        return REACH * (chance.unit() + chance.unit() + chance.unit() - 1.5) / 1.5;
    }

    /** To about a metre. */
    private static double rounded(double degrees) {
        return Math.round(degrees * 1e5) / 1e5;
    }
}
