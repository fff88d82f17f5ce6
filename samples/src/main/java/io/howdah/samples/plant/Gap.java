package io.howdah.samples.plant;

import io.howdah.samples.fault.Cure;
import io.howdah.samples.fault.MissingIndex;
import java.util.List;

/**
 * A place for a missing index.
 *
 * @param missing the fault in the sample's own words
 * @param right the index that cures it
 */
public record Gap(MissingIndex missing, PlantedIndex right) {

    /** An index that these statements need. */
    public static Gap of(String id, List<Cure> cures, PlantedIndex right, String... statements) {
        return new Gap(new MissingIndex(id, right.table(), cures, List.of(statements)), right);
    }

    String id() {
        return missing.id();
    }
}
