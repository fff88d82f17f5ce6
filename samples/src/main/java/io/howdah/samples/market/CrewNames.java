package io.howdah.samples.market;

import io.howdah.samples.data.Chance;
import io.howdah.samples.data.Prose;
import io.howdah.samples.model.Names;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What crews and characters are called; no two alike. */
final class CrewNames {

    private static final List<String> FAMOUS = List.of(
            "straw hat", "iron gull", "black tide", "salt rose", "copper moon", "grey fox", "long reef", "silver oar");
    /** Crews larger than the first of the famous ones. */
    private static final int LARGER = 10;

    private static final int SYLLABLES = 80;
    /** Beyond the largest number of characters, so that multiplying modulo it keeps them apart. */
    private static final long PRIME = 1_000_000_007;

    private final List<String> famous;
    private final String suffix;
    private final long seed;

    CrewNames(Names names, MarketFacts facts) {
        famous = famous(names);
        suffix = " " + capitals(names, "pirates");
        seed = facts.seed;
    }

    /** What the crews that everybody knows are called for short. */
    static List<String> famous(Names names) {
        return FAMOUS.stream().map(words -> capitals(names, words)).toList();
    }

    String crew(int crew) {
        var known = crew - 1 - LARGER;
        return (known >= 0 && known < famous.size() ? famous.get(known) : invented(crew)) + suffix;
    }

    private String invented(int crew) {
        return first(MarketFacts.CREW, crew) + " " + unique(crew, 3);
    }

    String character(int character) {
        return first(MarketFacts.CHARACTER, character) + " " + unique(character, 4);
    }

    String captain(int crew) {
        return first(MarketFacts.CREW, -crew) + " " + unique(crew, 3);
    }

    private String first(int purpose, int number) {
        return capital(Prose.word(new Chance(seed, 300 + purpose, number)));
    }

    /** A word that belongs to this number alone among those of so many syllables. */
    private static String unique(int number, int syllables) {
        var word = new StringBuilder();
        for (long rest = number * 7_919L % PRIME; rest > 0 || word.length() < 2 * syllables; rest /= SYLLABLES) {
            var syllable = (int) (rest % SYLLABLES);
            word.append("bdfghjklmnprstvz".charAt(syllable / 5)).append("aeiou".charAt(syllable % 5));
        }
        return capital(word.toString());
    }

    private static String capitals(Names names, String words) {
        return Stream.of(words.split(" "))
                .map(word -> capital(names.text(word)))
                .collect(Collectors.joining(" "));
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
