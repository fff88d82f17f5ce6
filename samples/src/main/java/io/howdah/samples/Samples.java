package io.howdah.samples;

import io.howdah.samples.bots.Bots;
import io.howdah.samples.market.Market;
import io.howdah.samples.model.Sample;
import io.howdah.samples.social.Social;
import java.util.List;

/** The sample databases there are. */
public final class Samples {

    private static final List<Sample> ALL = List.of(Bots.asFound(), Market.asFound(), Social.asFound());

    private Samples() {}

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return ALL.stream().map(Sample::name).toList();
    }

    /** The sample of this name. */
    public static Sample named(String name) {
        return ALL.stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no sample is called '%s'; there are: %s".formatted(name, String.join(", ", names()))));
    }
}
