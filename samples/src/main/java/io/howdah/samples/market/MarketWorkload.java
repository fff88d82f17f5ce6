package io.howdah.samples.market;

import io.howdah.samples.model.Names;
import io.howdah.samples.plant.Planted;
import io.howdah.samples.workload.Workload;
import java.util.stream.Stream;

/** Puts the workload of {@code market} together. */
final class MarketWorkload {

    private static final int USUAL_CALLS = 1_200;

    private MarketWorkload() {}

    /** The workload without the actions that suffer from faults that are not there. */
    static Workload of(Names names, MarketFacts facts, Planted planted) {
        var crewNames = new CrewNames(names, facts);
        var draws = new MarketDraws(facts, crewNames);
        var statements = new MarketStatements(names, planted);
        var reads = new MarketReads(facts, draws, statements, crewNames, CrewNames.famous(names));
        var writes = new MarketWrites(facts, draws, statements, names);
        var actions = Stream.concat(reads.all().stream(), writes.all().stream()).toList();
        return new Workload(
                names.text("market-app"), planted.done(actions), USUAL_CALLS, MarketDraws.instant(facts.now));
    }
}
