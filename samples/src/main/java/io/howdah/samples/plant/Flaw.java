package io.howdah.samples.plant;

import io.howdah.samples.fault.Fault;
import java.util.Set;

/**
 * A place for a fault that is not about indexes.
 *
 * @param fault in the sample's own words; flaws of the same id are there together or not at all, and one with the id of a
 *     missing index is there unless the statements that need that index are not sent
 * @param needs ids of missing indexes; when one of them is absent, so is the statement that the flaw is about
 * @param whereMissing whether it is there only where the index of the same id is missing: with it nobody suffers
 */
public record Flaw(Fault fault, Set<String> needs, boolean whereMissing) {

    /** A flaw that goes with no missing index. */
    public static Flaw of(Fault fault) {
        return new Flaw(fault, Set.of(), false);
    }

    /** A flaw that the index of the same id mends too. */
    public static Flaw whereMissing(Fault fault) {
        return new Flaw(fault, Set.of(), true);
    }

    /** A flaw of a statement that also lacks these indexes, or has them. */
    public static Flaw needing(Fault fault, String... gaps) {
        return new Flaw(fault, Set.of(gaps), false);
    }

    String id() {
        return fault.id();
    }
}
