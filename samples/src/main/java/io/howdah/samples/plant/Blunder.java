package io.howdah.samples.plant;

import io.howdah.samples.fault.BadIndex;
import java.util.List;

/**
 * A place for a bad index.
 *
 * @param bad the fault in the sample's own words
 */
public record Blunder(BadIndex bad, PlantedIndex index) {

    /** An index that should go. */
    public static Blunder of(String id, BadIndex.Kind kind, PlantedIndex index) {
        return new Blunder(new BadIndex(id, index.table(), List.of(index.name()), kind), index);
    }

    /** An index that is the same as another, which is there anyway; one of the two should go. */
    public static Blunder duplicate(String id, PlantedIndex index, PlantedIndex other) {
        var either = List.of(index.name(), other.name());
        return new Blunder(new BadIndex(id, index.table(), either, BadIndex.Kind.DUPLICATE), index);
    }

    String id() {
        return bad.id();
    }
}
