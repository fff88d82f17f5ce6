package io.howdah.samples.social;

import io.howdah.samples.model.Names;
import io.howdah.samples.plant.Planted;
import io.howdah.samples.workload.Workload;
import java.util.stream.Stream;

/** Puts the workload of {@code social} together. */
final class SocialWorkload {

    private static final int USUAL_CALLS = 1_200;

    private SocialWorkload() {}

    /** The workload without the actions that suffer from faults that are absent. */
    static Workload of(Names names, SocialFacts facts, Planted planted) {
        var draws = new SocialDraws(facts);
        var statements = new SocialStatements(names);
        var words = new Wording(names);
        var actions = Stream.concat(
                        new SocialReads(facts, draws, statements, words).all().stream(),
                        new SocialWrites(draws, statements, words).all().stream())
                .toList();
        return new Workload(
                names.text("social-app"), planted.done(actions), USUAL_CALLS, SocialDraws.instant(facts.now));
    }
}
