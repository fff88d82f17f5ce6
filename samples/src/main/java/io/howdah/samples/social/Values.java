package io.howdah.samples.social;

import java.util.List;
import java.util.stream.Stream;

/** The text constants of {@code social}, the more frequent ones first. */
final class Values {

    static final List<String> REGIONS = List.of("US", "EU", "ASIA", "LATAM", "AFRICA", "MENA", "OCEANIA");
    static final List<String> THEMES = List.of("light", "dark", "contrast", "system");
    static final List<String> DIGESTS = List.of("weekly", "daily", "never");
    static final List<String> LANGUAGES =
            List.of("en", "es", "zh", "hi", "ar", "pt", "fr", "de", "ja", "ko", "it", "tr", "pl", "nl", "sv", "is");

    private static final List<String> KINDS = List.of(
            "modern",
            "vintage",
            "indoor",
            "mountain",
            "street",
            "home",
            "local",
            "classic",
            "winter",
            "urban",
            "wild",
            "amateur");
    private static final List<String> PURSUITS = List.of(
            "music",
            "cooking",
            "climbing",
            "photography",
            "chess",
            "cycling",
            "gardening",
            "cinema",
            "baking",
            "running",
            "theatre",
            "astronomy");

    /** What profiles name as interests: 144. */
    static final List<String> INTERESTS = PURSUITS.stream()
            .flatMap(pursuit ->
                    Stream.concat(Stream.of(pursuit), KINDS.stream().skip(1).map(kind -> kind + "_" + pursuit)))
            .toList();

    private Values() {}
}
