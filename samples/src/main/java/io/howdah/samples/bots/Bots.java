package io.howdah.samples.bots;

import io.howdah.samples.data.TableSource;
import io.howdah.samples.fault.Fault;
import io.howdah.samples.fault.MissingIndex;
import io.howdah.samples.fault.Temptation;
import io.howdah.samples.model.Dataset;
import io.howdah.samples.model.Names;
import io.howdah.samples.model.Sample;
import io.howdah.samples.model.Schema;
import io.howdah.samples.workload.Workload;
import java.util.List;
import java.util.Set;

/**
 * A multi-tenant platform of chat bots: eight tables, text statuses, no index but primary keys and a few that somebody made
 * without looking. Immutable; its names never change.
 */
public final class Bots implements Sample {

    private final Names names;
    private final BotsFaults faults;

    Bots(Names names, BotsFaults faults) {
        this.names = names;
        this.faults = faults;
    }

    /** The sample with its own names and every fault. */
    public static Bots asFound() {
        return new Bots(Names.asWritten(), BotsFaults.all());
    }

    @Override
    public String name() {
        return "bots";
    }

    @Override
    public Schema schema() {
        return BotsSchema.of(names, faults.indexes());
    }

    @Override
    public List<Fault> planted() {
        return faults.planted(names);
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
        return faults.sound(names);
    }

    @Override
    public List<TableSource> tables(Dataset dataset) {
        return new BotsTables(names, new BotsFacts(dataset)).all();
    }

    @Override
    public Workload workload(Dataset dataset) {
        return BotsWorkload.of(names, new BotsFacts(dataset), faults.absent());
    }

    @Override
    public Bots disguised(long seed) {
        return new Bots(Names.disguised(seed), BotsFaults.drawn(seed));
    }
}
