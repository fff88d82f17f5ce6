package io.howdah.samples.market;

import io.howdah.samples.data.TableSource;
import io.howdah.samples.fault.Fault;
import io.howdah.samples.fault.MissingIndex;
import io.howdah.samples.fault.Temptation;
import io.howdah.samples.model.Dataset;
import io.howdah.samples.model.Names;
import io.howdah.samples.model.Sample;
import io.howdah.samples.model.Schema;
import io.howdah.samples.plant.Planted;
import io.howdah.samples.workload.Workload;
import java.util.List;
import java.util.Set;

/**
 * A game in which pirates are traded like shares: six tables, the crew's name kept a second time beside each character, a
 * function that trades, times without zone. Immutable; its names never change.
 */
public final class Market implements Sample {

    /** Nobody asks for the characters by price. */
    private static final String NOT_ASKED_FOR = "K-16-price";

    private final Names names;
    private final Planted planted;

    Market(Names names, Planted planted) {
        this.names = names;
        this.planted = planted;
    }

    /** The sample with its own names and every fault that can go with the others. */
    public static Market asFound() {
        return new Market(Names.asWritten(), Planted.allBut(MarketFaults.POSSIBLE, NOT_ASKED_FOR));
    }

    @Override
    public String name() {
        return "market";
    }

    @Override
    public Schema schema() {
        return MarketSchema.of(names, planted);
    }

    @Override
    public List<Fault> planted() {
        return planted.faults(names);
    }

    @Override
    public List<MissingIndex> defensible() {
        return MarketFaults.DEFENSIBLE.stream()
                .map(missing -> missing.renamed(names::of))
                .toList();
    }

    @Override
    public List<Temptation> temptations() {
        return List.of();
    }

    @Override
    public Set<String> sound() {
        return planted.sound(names);
    }

    @Override
    public List<TableSource> tables(Dataset dataset) {
        return new MarketTables(names, new MarketFacts(dataset)).all();
    }

    @Override
    public Workload workload(Dataset dataset) {
        return MarketWorkload.of(names, new MarketFacts(dataset), planted);
    }

    @Override
    public Market disguised(long seed) {
        return new Market(Names.disguised(seed), Planted.drawn(MarketFaults.POSSIBLE, seed));
    }
}
