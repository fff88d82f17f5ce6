package io.howdah.samples.fault;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An index that the workload needs and that is not there.
 *
 * @param cures any of these mends it
 * @param statements the names of the workload's statements that need it; none when only a foreign key does
 */
public record MissingIndex(String id, String table, List<Cure> cures, List<String> statements) implements IndexFault {

    /** Whether this index would do. */
    public boolean satisfiedBy(IndexShape index) {
        return index.table().equals(table) && cures.stream().anyMatch(cure -> cure.fits(index));
    }

    @Override
    public MissingIndex renamed(UnaryOperator<String> name) {
        return new MissingIndex(
                id,
                name.apply(table),
                cures.stream().map(cure -> cure.renamed(name)).toList(),
                statements);
    }
}
