package io.howdah.samples.social;

import io.howdah.samples.data.Chance;
import io.howdah.samples.data.Zipf;
import io.howdah.samples.model.Names;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The text values of {@code social} under its present names, drawn with the shares that an application would show. */
final class Wording {

    private static final int MOST_INTERESTS = 7;
    private static final int MOST_TOPICS = 3;

    private final Names names;
    private final List<byte[]> interests;
    private final List<byte[]> regions;
    private final Zipf interestsByFame = new Zipf(Values.INTERESTS.size(), 0.9);
    private final Zipf languagesBySize = new Zipf(Values.LANGUAGES.size(), 1.1);

    Wording(Names names) {
        this.names = names;
        interests = bytes(Values.INTERESTS);
        regions = bytes(Values.REGIONS);
    }

    /** A region by its place in {@link Values#REGIONS}. */
    byte[] region(int region) {
        return regions.get(region);
    }

    /** The same as text. */
    String regionName(int region) {
        return names.text(Values.REGIONS.get(region));
    }

    /** What a profile names, none of it twice. */
    List<byte[]> interests(Chance chance) {
        return distinct(chance, 1 + chance.below(MOST_INTERESTS))
                .mapToObj(interests::get)
                .toList();
    }

    /** What somebody looks for: any interest, the rare ones as often as the famous. */
    String wantedInterest(Chance chance) {
        return names.text(Values.INTERESTS.get(chance.below(Values.INTERESTS.size())));
    }

    /** A profile's settings as JSON. */
    String settings(Chance chance) {
        var topics = distinct(chance, chance.below(1 + MOST_TOPICS))
                .mapToObj(topic -> quoted(Values.INTERESTS.get(topic)))
                .collect(Collectors.joining(", "));
        return "{%s: %s, %s: %s, %s: %s, %s: [%s], %s: %d}"
                .formatted(
                        quoted("theme"),
                        quoted(Values.THEMES.get(earlier(chance, Values.THEMES.size()))),
                        quoted("language"),
                        quoted(Values.LANGUAGES.get(languagesBySize.rank(chance.unit()))),
                        quoted("digest"),
                        quoted(Values.DIGESTS.get(earlier(chance, Values.DIGESTS.size()))),
                        quoted("topics"),
                        topics,
                        quoted("volume"),
                        10 * chance.below(11));
    }

    /** Settings of those who follow some topic, as JSON that they contain. */
    String wantedTopic(Chance chance) {
        return "{%s: [%s]}".formatted(quoted("topics"), '"' + wantedInterest(chance) + '"');
    }

    private IntStream distinct(Chance chance, int count) {
        return IntStream.generate(() -> interestsByFame.rank(chance.unit()))
                .limit(count)
                .distinct();
    }

    private String quoted(String value) {
        return '"' + names.text(value) + '"';
    }

    /** The first of so many choices more often than an even draw would. */
    private static int earlier(Chance chance, int choices) {
        var unit = chance.unit();
        return (int) (unit * unit * choices);
    }

    private List<byte[]> bytes(List<String> values) {
        return values.stream()
                .map(value -> names.text(value).getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
