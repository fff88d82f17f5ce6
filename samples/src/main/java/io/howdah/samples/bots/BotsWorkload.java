package io.howdah.samples.bots;

import io.howdah.samples.model.Names;
import io.howdah.samples.plant.Planted;
import io.howdah.samples.workload.Workload;
import java.util.stream.Stream;

/** Puts the workload of {@code bots} together. */
final class BotsWorkload {

    private static final int USUAL_CALLS = 1_200;

    private BotsWorkload() {}

    static Workload of(Names names, BotsFacts facts, Planted planted) {
        var draws = new BotsDraws(facts);
        var statements = new BotsStatements(names);
        var words = new Wording(names);
        var actions = Stream.concat(
                        new BotsReads(facts, draws, statements, words).all().stream(),
                        new BotsWrites(facts, draws, statements, words).all().stream())
                .toList();
        return new Workload(names.text("bots-app"), planted.done(actions), USUAL_CALLS, BotsDraws.instant(facts.now));
    }
}
