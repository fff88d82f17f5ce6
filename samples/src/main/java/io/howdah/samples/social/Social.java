package io.howdah.samples.social;

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
 * A social network: users with profiles, rooms full of messages, status updates and a forum, hardly an index beside the
 * primary keys but a few that somebody made without looking. Immutable; its names never change.
 */
public final class Social implements Sample {

    private final Names names;
    private final Planted planted;

    Social(Names names, Planted planted) {
        this.names = names;
        this.planted = planted;
    }

    /** The sample with its own names and every fault. */
    public static Social asFound() {
        return new Social(Names.asWritten(), Planted.allBut(SocialFaults.POSSIBLE));
    }

    @Override
    public String name() {
        return "social";
    }

    @Override
    public Schema schema() {
        return SocialSchema.of(names, planted.indexes());
    }

    @Override
    public List<Fault> planted() {
        return planted.faults(names);
    }

    @Override
    public List<MissingIndex> defensible() {
        return SocialFaults.defensible(names);
    }

    @Override
    public List<Temptation> temptations() {
        return SocialFaults.temptations(names);
    }

    @Override
    public Set<String> sound() {
        return planted.sound(names);
    }

    @Override
    public List<TableSource> tables(Dataset dataset) {
        return new SocialTables(names, new SocialFacts(dataset)).all();
    }

    @Override
    public Workload workload(Dataset dataset) {
        return SocialWorkload.of(names, new SocialFacts(dataset), planted);
    }

    @Override
    public Social disguised(long seed) {
        return new Social(Names.disguised(seed), Planted.drawn(SocialFaults.POSSIBLE, seed));
    }
}
