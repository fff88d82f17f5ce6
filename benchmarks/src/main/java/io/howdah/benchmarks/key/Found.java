package io.howdah.benchmarks.key;

import io.howdah.engine.catalog.Relation;
import io.howdah.engine.prove.Proposal;
import io.howdah.samples.fault.Decision;
import io.howdah.samples.fault.Fault;
import io.howdah.samples.fault.IndexFault;
import io.howdah.samples.fault.NaiveFunction;
import io.howdah.samples.fault.NaiveStatement;
import io.howdah.samples.model.Sample;
import java.util.List;
import java.util.stream.Stream;

/** Tells which faults of a sample the tool found. */
public final class Found {

    /** A table of fewer bytes of rows is not worth dividing, whoever asks. */
    private static final long DIVISIBLE_BYTES = 100_000_000;

    /** A smaller table is vacuumed in a moment, whatever its settings. */
    private static final double SLOWLY_VACUUMED_ROWS = 10_000;

    private final Sample sample;
    private final Spoken spoken;

    public Found(Sample sample, Spoken spoken) {
        this.sample = sample;
        this.spoken = spoken;
    }

    /** The faults that there are to find at this size. */
    public List<Fault> toFind() {
        return sample.planted().stream().filter(this::isDue).toList();
    }

    /** Those that are not to be found at this size. */
    public List<Fault> notDue() {
        return sample.planted().stream().filter(f -> !isDue(f)).toList();
    }

    private boolean isDue(Fault fault) {
        return !(fault instanceof Decision decision) || isDue(decision);
    }

    /** Partitions are for large tables, settings of autovacuum not for small ones: there none should be proposed. */
    private boolean isDue(Decision decision) {
        return switch (decision.kind()) {
            case RANGE_PARTITIONS, LIST_PARTITIONS -> bytes(decision.table()) >= DIVISIBLE_BYTES;
            case AUTOVACUUM -> rows(decision.table()) >= SLOWLY_VACUUMED_ROWS;
            case UNIQUE_INDEX,
                    MAINTAINED_COUNT,
                    MATERIALIZED_VIEW,
                    TRIGGER,
                    FULL_TEXT,
                    EXACT_MATCH,
                    CODED_TEXT,
                    ROW_SECURITY,
                    SETTINGS -> true;
        };
    }

    private double rows(String table) {
        return named(table).mapToDouble(Relation::estimatedRows).sum();
    }

    private long bytes(String table) {
        return named(table).mapToLong(r -> r.heapBytes() + r.toastBytes()).sum();
    }

    private Stream<Relation> named(String table) {
        return spoken.said().advised().catalog().relations().stream()
                .filter(r -> r.name().name().equals(table));
    }

    /** Whether the fault was found, and its mending laid out or proven as its kind asks for. */
    public boolean is(Fault fault) {
        return switch (fault) {
            case IndexFault index -> Indexes.mend(index, spoken.said().changes()) || isCounted(index);
            case Decision decision -> Decisions.laidOut(decision, spoken.said()).isPresent();
            case NaiveStatement statement ->
                spoken.proposal(statement).filter(Proposal::isProven).isPresent()
                        || spoken.finding(statement).isPresent();
            case NaiveFunction function -> spoken.finding(function).isPresent();
        };
    }

    /** Where a kept count answers the statement, an index for counting anew is not needed. */
    boolean isCounted(IndexFault index) {
        return sample.planted().stream()
                .anyMatch(f -> f instanceof Decision decision
                        && decision.kind() == Decision.Kind.MAINTAINED_COUNT
                        && decision.id().equals(index.id())
                        && Decisions.laidOut(decision, spoken.said()).isPresent());
    }
}
