package io.howdah.samples.bots;

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
 * A multi-tenant platform of chat bots: eight tables, text statuses, no index but primary keys and a few that somebody made
 * without looking. Immutable; its names never change.
 */
public final class Bots implements Sample {

    private final Names names;
    private final Planted planted;

    Bots(Names names, Planted planted) {
        this.names = names;
        this.planted = planted;
    }

    /** The sample with its own names and every fault. */
    public static Bots asFound() {
        return new Bots(Names.asWritten(), Planted.allBut(BotsFaults.POSSIBLE));
    }

    @Override
    public String name() {
        return "bots";
    }

    @Override
    public Schema schema() {
        return BotsSchema.of(names, planted.indexes());
    }

    @Override
    public List<Fault> planted() {
        return planted.faults(names);
    }

    @Override
    public List<MissingIndex> defensible() {
        return BotsFaults.defensible(names);
    }

    @Override
    public List<Temptation> temptations() {
        return BotsFaults.temptations(names);
    }

    @Override
    public Set<String> sound() {
        return planted.sound(names);
    }

    @Override
    public List<TableSource> tables(Dataset dataset) {
        return new BotsTables(names, new BotsFacts(dataset)).all();
    }

    @Override
    public Workload workload(Dataset dataset) {
        return BotsWorkload.of(names, new BotsFacts(dataset), planted);
    }

    @Override
    public Bots disguised(long seed) {
        return new Bots(Names.disguised(seed), Planted.drawn(BotsFaults.POSSIBLE, seed));
    }
}
