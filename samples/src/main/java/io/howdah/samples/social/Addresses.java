package io.howdah.samples.social;

import io.howdah.samples.data.Chance;
import io.howdah.samples.data.Prose;
import java.util.Locale;

/**
 * The e-mail addresses of users, in lower, mixed or upper case as people type them. Each is unique as it is written; a few
 * differ from another one by case alone, since nobody looked when they signed up.
 */
final class Addresses {

    private static final int ADDRESS = 41;
    private static final int SPELLING = 42;
    private static final int TWIN = 43;
    private static final double TWINS = 0.004;
    /** So that the smallest dataset has one. */
    private static final int TWIN_OF_ALL_SEEDS = 7;

    private final long seed;

    Addresses(long seed) {
        this.seed = seed;
    }

    /** The address as a user wrote it. */
    String of(int user) {
        return isTwin(user) ? spelled(lower(user - 1), spelling(user - 1) + 1) : spelled(lower(user), spelling(user));
    }

    /** Whether the address is that of the user before but for case; of two users beside each other one at most is such. */
    private boolean isTwin(int user) {
        return user % 2 == 1 && (user == TWIN_OF_ALL_SEEDS || new Chance(seed, TWIN, user).happens(TWINS));
    }

    private String lower(int user) {
        var chance = new Chance(seed, ADDRESS, user);
        return "%s.%s%d@%s.example".formatted(Prose.word(chance), Prose.word(chance), user, Prose.word(chance));
    }

    /** Three of four write it in lower case. */
    private int spelling(int user) {
        return Math.max(0, new Chance(seed, SPELLING, user).below(8) - 5);
    }

    private static String spelled(String address, int spelling) {
        return switch (spelling % 3) {
            case 1 -> Character.toUpperCase(address.charAt(0)) + address.substring(1);
            case 2 -> address.toUpperCase(Locale.ROOT);
            default -> address;
        };
    }
}
