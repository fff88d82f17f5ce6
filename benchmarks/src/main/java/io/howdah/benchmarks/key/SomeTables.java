package io.howdah.benchmarks.key;

import io.howdah.samples.data.TableSource;
import io.howdah.samples.fault.Fault;
import io.howdah.samples.fault.MissingIndex;
import io.howdah.samples.fault.Temptation;
import io.howdah.samples.model.Dataset;
import io.howdah.samples.model.Sample;
import io.howdah.samples.model.Schema;
import io.howdah.samples.workload.Workload;
import java.util.List;
import java.util.Set;

/** Some tables of a sample, with their keys, and without its functions and its planted indexes. */
record SomeTables(Sample whole, List<String> kept) implements Sample {

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public Schema schema() {
        var all = whole.schema();
        return new Schema(
                List.of(),
                all.tables().stream().filter(t -> kept.contains(t.name())).toList(),
                List.of(),
                all.foreignKeys().stream().filter(k -> kept.contains(k.table())).toList(),
                List.of());
    }

    @Override
    public List<TableSource> tables(Dataset dataset) {
        return whole.tables(dataset).stream()
                .filter(t -> kept.contains(t.table()))
                .toList();
    }

    @Override
    public List<Fault> planted() {
        return List.of();
    }

    @Override
    public List<MissingIndex> defensible() {
        return List.of();
    }

    @Override
    public List<Temptation> temptations() {
        return List.of();
    }

    @Override
    public Set<String> sound() {
        return Set.of();
    }

    @Override
    public Workload workload(Dataset dataset) {
        return whole.workload(dataset);
    }

    @Override
    public Sample disguised(long seed) {
        return new SomeTables(whole.disguised(seed), kept);
    }
}
